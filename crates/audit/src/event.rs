//! What the log says: who did what, when, to which receipt.
//!
//! Events are typed and hold no free text: every string is a [`Word`], and there is no field for
//! the text of a request. How an event becomes bytes is in `canonical`; the three events of a
//! request's life are in `request`, those of an answer that is held in `held`, those of the practice's records in
//! `evidence`, those of people at the pages in `sign_in`, those of work that is shared in `share`, those
//! of requests for exceptions in `exception`.
//!
//! An event that changes settings says everything that its row in the tables holds, so that the
//! tables can be held against the log. Fields that are optional for no other reason are missing in
//! entries of versions that did not write them.

use serde::{Deserialize, Serialize};

use crate::evidence::{EvidenceFileKept, EvidenceRecorded};
use crate::exception::{ExceptionAnswered, ExceptionAsked};
use crate::held::{AnswerHeld, HeldEnded};
use crate::request::{Closed, Opened, Refused};
use crate::share::{ShareEnded, SharedWorkRead, WorkShared};
use crate::sign_in::{SignInRefused, SignedIn, SignedOut};
use crate::{Day, Hash, Micros, ReceiptId, Word};

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum Actor {
    /// A program that showed an API key.
    Key {
        /// The key's id, never the key.
        id: Word,
        /// The name that was given to the key.
        name: Word,
    },
    /// A person who signed in.
    Person {
        /// The person's id on the practice's roster.
        id: Word,
        /// Their name.
        name: Word,
    },
    /// A person at the command line of the server.
    Operator {
        /// The account's name on that machine.
        name: Word,
    },
    /// Anteroom itself, for example when it starts.
    System,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// When it happened.
    pub at: Micros,
    /// Who did it.
    pub actor: Actor,
    /// The receipt it belongs to, for the events of a request.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub receipt: Option<ReceiptId>,
    /// What happened.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    /// An answer is held until somebody has reviewed it.
    AnswerHeld(AnswerHeld),
    /// A connection to a model was set up.
    ConnectionAdded(ConnectionAdded),
    /// A connection was approved for a kind of text.
    ConnectionApproved(ConnectionApproved),
    /// A connection replaces patient information in another way.
    ConnectionReplacing(ConnectionReplacing),
    /// A connection was withdrawn; nothing is sent through it any more.
    ConnectionRevoked(ConnectionRevoked),
    /// A file was kept as evidence.
    EvidenceFileKept(EvidenceFileKept),
    /// A record of the practice was added, or a newer revision of it.
    EvidenceRecorded(EvidenceRecorded),
    /// Somebody decided on a request to allow words that are nobody's.
    ExceptionAnswered(ExceptionAnswered),
    /// Somebody asks that words be allowed that are nobody's.
    ExceptionAsked(ExceptionAsked),
    /// Somebody took out of an export what a task needs, and left the rest of it.
    FieldsTaken(FieldsTaken),
    /// Somebody said of words that were found that they are no patient information.
    FindWaived(FindWaived),
    /// Somebody released, sent back or refused an answer that was held.
    HeldEnded(HeldEnded),
    /// An API key was made.
    KeyCreated(KeyCreated),
    /// An API key was withdrawn.
    KeyRevoked(KeyNamed),
    /// The log was copied out.
    LogExported(LogExported),
    /// Sealed placeholder maps had been kept for as long as they should be, and are gone.
    MappingsPurged(MappingsPurged),
    /// The practice was set up.
    PracticeCreated(PracticeCreated),
    /// A request that had been sent came to its end.
    RequestClosed(Closed),
    /// A request is about to be sent; recorded before its first byte leaves.
    RequestOpened(Opened),
    /// A request was refused; nothing was sent.
    RequestRefused(Refused),
    /// Somebody took a text away as a file.
    ResultTaken(ResultTaken),
    /// The server began to serve.
    ServerStarted(ServerStarted),
    /// A piece of work is shared no longer.
    ShareEnded(ShareEnded),
    /// Somebody opened a piece of work that its owner shares with them.
    SharedWorkRead(SharedWorkRead),
    /// Somebody was not let in.
    SignInRefused(SignInRefused),
    /// A person signed in.
    SignedIn(SignedIn),
    /// A person's session ended.
    SignedOut(SignedOut),
    /// Somebody shares a piece of their own work with a colleague.
    WorkShared(WorkShared),
}

/// A connection to a model was set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConnectionAdded {
    /// The connection's name.
    pub connection: Word,
    /// The id of its row.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub id: Option<Word>,
    /// Where its API is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub base_url: Option<Word>,
    /// SHA-256 of the provider's key as it is stored: sealed. None when it has none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sealed_key_sha256: Option<Hash>,
    /// Which provider: `mistral`, `openai_compatible`.
    pub provider: Word,
    /// The host that text would go to.
    pub host: Word,
    /// The models that may be asked for.
    pub models: Vec<Word>,
}

/// A connection was approved for a kind of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConnectionApproved {
    /// The connection's name.
    pub connection: Word,
    /// The id of the approval's row.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub id: Option<Word>,
    /// For what: `deidentified`.
    pub purpose: Word,
    /// The last day of the business associate agreement, where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub agreement_until: Option<Day>,
    /// Whether the vendor agreed not to train on what it receives.
    pub no_training: bool,
    /// Who approved it.
    pub approved_by: Word,
}

/// A connection replaces patient information in another way from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConnectionReplacing {
    /// The connection's name.
    pub connection: Word,
    /// The way: `placeholders`, `surrogates`, `safe_harbor`, `redact`.
    pub replacing: Word,
}

/// A connection was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConnectionRevoked {
    /// The connection's name.
    pub connection: Word,
}

/// Somebody took out of an export, of one patient, what a task needs, and left the rest of it. Nothing was sent by that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldsTaken {
    /// The task whose form they were put into.
    pub task: Word,
    /// What the export was: `c_cda`, `fhir_bundle`, `hl7_batch`, `hl7_message`, `patient_table`.
    pub export: Word,
    /// How many patients it held.
    pub patients: u64,
    /// The codes of the fields that were taken.
    pub taken: Vec<Word>,
    /// The codes of the fields that stayed behind.
    pub left: Vec<Word>,
    /// How many more stayed behind that no chart is known to have.
    pub others: u64,
}

/// Words that were found leave as they are written: their sender says that they are no patient information. The words
/// themselves are sealed, elsewhere, and only for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindWaived {
    /// The id under which the words are sealed.
    pub waived: Word,
    /// The task whose form they stand in.
    pub task: Word,
    /// The code of the kind that was found.
    pub found: Word,
    /// Why they are none: `date`, `first_name`, `other`, `term`, `town`.
    pub reason: Word,
}

/// An API key was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyCreated {
    /// The key's id, never the key.
    pub key: Word,
    /// The name that was given to the key.
    pub name: Word,
    /// SHA-256 of the key, which has 256 random bits.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub key_sha256: Option<Hash>,
}

/// An API key was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyNamed {
    /// The key's id, never the key.
    pub key: Word,
    /// The name that was given to the key.
    pub name: Word,
}

/// The log was copied out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogExported {
    /// How many entries the copy holds.
    pub entries: u64,
}

/// Sealed placeholder maps are gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappingsPurged {
    /// How many.
    pub mappings: u64,
    /// They belonged to requests that began before this.
    pub before: Micros,
}

/// The practice was set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeCreated {
    /// The id of its row.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub id: Option<Word>,
    /// The practice's name.
    pub name: Word,
    /// The state it works in, as its postal code.
    pub state: Word,
}

/// Somebody took a text away as a file; from there on it is in their hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultTaken {
    /// The task that it was written by.
    pub task: Word,
    /// As what: `pdf`, `word`.
    pub form: Word,
    /// The receipt of its answer; none where nothing left.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub answer: Option<Word>,
}

/// The server began to serve.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerStarted {
    /// The program's version.
    pub version: Word,
    /// SHA-256 of the practice's list of known people and public details; none when there is no list.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub practice_sha256: Option<Hash>,
}

impl What {
    /// The event's name, as it stands in the log.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            What::AnswerHeld(_) => "answer_held",
            What::ConnectionAdded(_) => "connection_added",
            What::ConnectionApproved(_) => "connection_approved",
            What::ConnectionReplacing(_) => "connection_replacing",
            What::ConnectionRevoked(_) => "connection_revoked",
            What::EvidenceFileKept(_) => "evidence_file_kept",
            What::EvidenceRecorded(_) => "evidence_recorded",
            What::ExceptionAnswered(_) => "exception_answered",
            What::ExceptionAsked(_) => "exception_asked",
            What::FieldsTaken(_) => "fields_taken",
            What::FindWaived(_) => "find_waived",
            What::HeldEnded(_) => "held_ended",
            What::KeyCreated(_) => "key_created",
            What::KeyRevoked(_) => "key_revoked",
            What::LogExported(_) => "log_exported",
            What::MappingsPurged(_) => "mappings_purged",
            What::PracticeCreated(_) => "practice_created",
            What::RequestClosed(_) => "request_closed",
            What::RequestOpened(_) => "request_opened",
            What::RequestRefused(_) => "request_refused",
            What::ResultTaken(_) => "result_taken",
            What::ServerStarted(_) => "server_started",
            What::ShareEnded(_) => "share_ended",
            What::SharedWorkRead(_) => "shared_work_read",
            What::SignInRefused(_) => "sign_in_refused",
            What::SignedIn(_) => "signed_in",
            What::SignedOut(_) => "signed_out",
            What::WorkShared(_) => "work_shared",
        }
    }
}
