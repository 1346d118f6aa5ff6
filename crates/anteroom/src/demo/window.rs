//! A window on the way to the model: keeps what left and what came back, so that the demo can show both.

use std::sync::{Mutex, PoisonError};

use anteroom_gateway::{Witness, chat_text};

/// What passed by, in both directions, placeholders and all.
#[derive(Default)]
pub(super) struct Window {
    came_back: Mutex<Vec<u8>>,
    left: Mutex<Vec<u8>>,
}

impl Window {
    /// The text of the last user message that left.
    pub(super) fn message_that_left(&self) -> String {
        let body = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let body: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
        let messages = body
            .get("messages")
            .and_then(|messages| messages.as_array());
        let last = messages
            .and_then(|messages| messages.last())
            .and_then(|message| message.get("content"));
        last.and_then(|content| content.as_str())
            .unwrap_or_default()
            .to_owned()
    }

    /// The text of the answer that came back.
    pub(super) fn answer(&self) -> String {
        let body = self.came_back.lock();
        chat_text(&body.unwrap_or_else(PoisonError::into_inner)).unwrap_or_default()
    }
}

impl Witness for Window {
    fn left(&self, body: &[u8]) {
        *self.left.lock().unwrap_or_else(PoisonError::into_inner) = body.to_vec();
    }

    fn came_back(&self, bytes: &[u8]) {
        self.came_back
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
    }
}
