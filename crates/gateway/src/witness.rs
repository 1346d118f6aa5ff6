//! A window on the way to the provider, for the demo: it shows a newcomer exactly what left and what came back.
//!
//! It is on the far side of the replacing step, so it sees placeholders, never what stands for them. `anteroom serve` has
//! none.

/// Sees what leaves and what comes back, byte for byte.
pub trait Witness: Send + Sync {
    /// The body that is about to leave.
    fn left(&self, body: &[u8]);

    /// The body of a whole (not streamed) reply, before anything is restored.
    fn came_back(&self, body: &[u8]);
}
