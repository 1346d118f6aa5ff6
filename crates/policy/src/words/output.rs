//! Words for where a result is going.

use serde::{Deserialize, Serialize};

words! {
    /// Who reads or hears the result.
    pub enum Audience {
        /// The practice's own people.
        Internal = "internal",
        /// A patient or a patient's representative.
        Patient = "patient",
        /// A health plan.
        Payer = "payer",
        /// Another provider.
        Provider = "provider",
        /// Everybody.
        Public = "public",
    }
}

words! {
    /// How it reaches them.
    pub enum Medium {
        /// Spoken: a call or a recording.
        Audio = "audio",
        /// A running conversation on a screen.
        Chat = "chat",
        /// A letter, form or note.
        Letter = "letter",
        /// An email, portal or text message now and then.
        Message = "message",
        /// A film or video call.
        Video = "video",
    }
}

words! {
    /// Whether a licensed person has read and reviewed the result (`output.review` in the contract).
    pub enum Reviewed {
        /// Read and reviewed.
        Done = "done",
        /// Nobody will.
        None = "none",
        /// Somebody is to.
        Pending = "pending",
    }
}
