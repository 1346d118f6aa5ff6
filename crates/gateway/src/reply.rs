//! What a caller gets when a request was answered.

use bytes::Bytes;
use futures_util::stream::BoxStream;

/// The answer to one request, restored, in the caller's dialect.
pub struct Reply {
    /// The answer itself.
    pub body: ReplyBody,
    /// Codes of what must be done along with it, for the header `anteroom-obligations`.
    pub obligations: Vec<&'static str>,
    /// The id of the receipt, for the header `anteroom-receipt`.
    pub receipt: String,
}

/// The bytes of an answer.
pub enum ReplyBody {
    /// Server-sent events, ready to be written as `text/event-stream`. Dropping the stream ends the request at the
    /// provider and closes the receipt as stopped by the client.
    Stream(BoxStream<'static, Bytes>),
    /// One JSON document.
    Whole(Bytes),
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let form = match &self.body {
            ReplyBody::Stream(_) => "stream",
            ReplyBody::Whole(_) => "whole",
        };
        f.debug_struct("Reply")
            .field("form", &form)
            .field("receipt", &self.receipt)
            .finish_non_exhaustive()
    }
}
