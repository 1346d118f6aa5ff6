//! Somebody does something: the practice records who its vendors are, who is trained, what happened.
//!
//! One file a subject: its typed record, the rules that a record must keep, and what the records say today. A [`Desk`]
//! reads records from the store and writes them, each with its audit event. What a person types stands in the sealed
//! record only; ids and hashes stand in the log. There is no network here, no HTTP and no SQL, and the day is an
//! argument. None of this is legal advice.
#![deny(missing_docs)]

pub mod account;
pub mod agenda;
mod command;
mod consent;
mod desk;
mod document;
pub mod door;
mod error;
pub mod exceptions;
pub mod flow;
pub mod gate;
pub mod held;
mod holder;
mod id;
pub mod import;
pub mod incident;
mod kinds;
pub mod laws;
pub mod level;
mod local_time;
mod note;
mod notice;
pub mod opening;
pub mod packet;
pub mod paper;
pub mod passkey;
mod profile;
mod questions;
mod renewal;
pub mod review;
pub mod risk;
pub mod rule;
pub mod second_step;
pub mod sentence;
mod shelf;
mod signer;
pub mod signoff;
pub mod single_sign_on;
pub mod standing;
pub mod training;
pub mod vendor;
mod waiting;
pub mod work;

pub use command::split_command;
pub use consent::Part2Consent;
pub use desk::{Desk, Kept, Record};
pub use document::{Document, ending, media_type};
pub use error::OfficeError;
pub use holder::Holder;
pub use id::{Id, NotAnId};
pub use kinds::kind_words;
pub use local_time::local_time;
pub use note::{NotANote, Note};
pub use notice::{Disclaimer, PatientNotice};
pub use profile::{Profile, Size};
pub use questions::Questions;
pub use shelf::Shelf;
pub use signer::{Known, signer};

/// What stands under every answer that judges readiness.
pub const NOT_LEGAL_ADVICE: &str = "Prepared from what you entered. Not legal advice; have your compliance officer or \
     attorney review it.";
