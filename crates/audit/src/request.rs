//! The life of one request in the log: opened and closed, or refused.
//!
//! These events hold kinds and counts, never a value that was found. The rest of the vocabulary is
//! in `event`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Hash, Word};

/// How many of each kind of identifier were found, by the kind's code (`phone`, `health_plan`).
pub type Found = BTreeMap<Word, u32>;

/// A request that had been sent came to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closed {
    /// How it ended.
    pub outcome: Closing,
    /// Bytes of the reply's body that the provider sent.
    pub bytes: u64,
    /// Placeholders in the reply that were turned back into what stands for them.
    pub restored: u32,
    /// Placeholders in the reply that this request had not made.
    pub unknown: u32,
    /// Why the model stopped, in the provider's word.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stop: Option<Word>,
    /// Tokens that the provider counted, where it said so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub usage: Option<Usage>,
}

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum Closing {
    /// The reply was handed over to its end.
    Answered,
    /// The caller went away before the end, or the reply was dropped.
    ClientLeft,
    /// Found open when the server started: the process that sent it had died.
    Interrupted,
    /// The provider's reply broke off.
    UpstreamBroke,
    /// The provider sent something that is not a reply.
    UpstreamGarbage,
    /// The provider refused the request.
    UpstreamRefused {
        /// The HTTP status it gave.
        status: u16,
    },
    /// The provider did not answer in time.
    UpstreamSilent,
    /// The provider could not be reached: no connection, or no trust in its certificate.
    UpstreamUnreachable,
}

/// A request is about to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// The name of the connection it goes through.
    pub connection: Word,
    /// The model it asks for; one that the connection lists, not the caller's text.
    pub model: Word,
    /// The host that receives it.
    pub host: Word,
    /// What was asked for: `chat`, `embeddings`.
    pub endpoint: Word,
    /// The decision: `allow`, `allow_deidentified`.
    pub decision: Word,
    /// The reason codes of the decision.
    pub reasons: Vec<Word>,
    /// What was found, by kind.
    pub found: Found,
    /// What stands in the place of what was found: `placeholders`, `surrogates`, `safe_harbor`, `redact`. None in entries of
    /// versions that knew placeholders only.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub replacing: Option<Word>,
    /// The use case that it named, by its code: what it is for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub purpose: Option<Word>,
    /// The reference of the patient's consent under which a record of a drug or alcohol program was used (42 CFR 2.31).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub part2_consent: Option<Word>,
    /// What was taken or blocked out because the use case does not need it, by the code of the field or kind.
    #[serde(skip_serializing_if = "Found::is_empty", default)]
    pub removed: Found,
    /// How many different values can be put back: the placeholders or stand-ins in what leaves.
    pub placeholders: u32,
    /// SHA-256 of the body that leaves.
    pub body_sha256: Hash,
    /// Bytes of the body that leaves.
    pub bytes: u64,
    /// The rule set that decided.
    pub rule_set: Word,
    /// SHA-256 of the facts that the decision saw; the store fills it in from the receipt.
    pub facts_sha256: Hash,
}

/// A request was refused; nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    /// The connection it would have gone through, where one was chosen.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub connection: Option<Word>,
    /// The model it would have asked for, where a connection lists it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub model: Option<Word>,
    /// What was asked for: `chat`, `embeddings`.
    pub endpoint: Word,
    /// The decision: `block`, `require_review`.
    pub decision: Word,
    /// The reason codes.
    pub reasons: Vec<Word>,
    /// What was found, by kind.
    pub found: Found,
    /// The rule set that decided, where it came so far.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rule_set: Option<Word>,
    /// SHA-256 of the facts that the decision saw; the store fills it in from the receipt.
    pub facts_sha256: Hash,
}

/// Tokens, as the provider counted them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Usage {
    /// Tokens of the prompt.
    pub prompt: u64,
    /// Tokens of the reply.
    pub completion: u64,
}

impl Closed {
    /// An end of which nothing is known but how it came.
    #[must_use]
    pub fn only(outcome: Closing) -> Closed {
        Closed {
            outcome,
            bytes: 0,
            restored: 0,
            unknown: 0,
            stop: None,
            usage: None,
        }
    }
}

impl Closing {
    /// The word that stands in a receipt's `state`.
    #[must_use]
    pub fn state(self) -> &'static str {
        match self {
            Closing::Answered => "answered",
            Closing::ClientLeft => "client_left",
            Closing::Interrupted => "interrupted",
            Closing::UpstreamBroke => "upstream_broke",
            Closing::UpstreamGarbage => "upstream_garbage",
            Closing::UpstreamRefused { .. } => "upstream_refused",
            Closing::UpstreamSilent => "upstream_silent",
            Closing::UpstreamUnreachable => "upstream_unreachable",
        }
    }
}
