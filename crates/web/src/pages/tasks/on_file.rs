//! What the practice has on file of itself: nobody has to type it into a form.

use anteroom_office::Profile;
use anteroom_tasks::{Field, Own};

use crate::edge::Edge;
use crate::page::Frame;

/// Its name, and its phone number for patients.
pub(super) struct OnFile {
    name: String,
    phone: Option<String>,
}

impl OnFile {
    pub(super) async fn of(edge: &Edge, frame: &Frame) -> OnFile {
        let profile = Profile::on_file(edge.door.store()).await;
        OnFile {
            name: frame.practice.clone(),
            phone: profile
                .ok()
                .and_then(|profile| Some(profile.phone?.to_string())),
        }
    }

    /// What fills a field.
    pub(super) fn value(&self, field: &Field) -> Option<&String> {
        match field.own? {
            Own::Name => Some(&self.name),
            Own::Phone => self.phone.as_ref(),
        }
    }
}
