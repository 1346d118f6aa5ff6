//! Who came to the pages and who was not let in (45 CFR 164.308(a)(5)(ii)(C), log-in monitoring).
//!
//! What somebody typed is never recorded: a name typed into the wrong field may be a passphrase.

use serde::{Deserialize, Serialize};

use crate::Word;

/// A person signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedIn {
    /// The session's id, never what opens it.
    pub session: Word,
}

/// A person's session ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedOut {
    /// The session's id.
    pub session: Word,
    /// Why: `asked`, `idle`, `replaced`, `reset`, `withdrawn`.
    pub why: Word,
}

/// Somebody was not let in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignInRefused {
    /// Whose account it was, when there is one of the name that was typed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub person: Option<Word>,
    /// Why: `unknown`, `passphrase`, `disabled`, `code`, `passkey`; at single sign-on also `state`, `unlinked`, `subject`,
    /// `email_unverified`, `provider_silent`, `provider_refused`, and `token_` with what was wrong about it.
    pub why: Word,
}
