//! The client's side of the wire: one file for each family of clients.
//!
//! Requests of both families are read by one strict reader of the union of their fields (`chat/`); what differs is how
//! thinking, usage and stop reasons are written back.

/// Which family of clients a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Mistral's clients: thinking is a chunk of the content, usage comes with the last event.
    Mistral,
    /// OpenAI's clients: content is a string, thinking is `reasoning_content`, usage comes when asked for.
    OpenAi,
}
