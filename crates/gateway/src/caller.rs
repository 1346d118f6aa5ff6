//! Who is asking: an API key that the store knows.

/// The holder of a valid API key. Made only by `Gateway::identify`.
#[derive(Debug, Clone)]
pub struct Caller {
    pub(crate) id: String,
    pub(crate) name: String,
}

impl Caller {
    /// The key's id; never the key.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name that the practice gave the key.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}
