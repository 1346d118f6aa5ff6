//! The journey of a request, and the only crate that opens an outbound connection.
//!
//! A request is inspected, decided on, transformed and recorded before a byte of it leaves; the reply is restored on the
//! way back. `pipeline.rs` reads as that table. There is no other way out: what sends accepts only a body that the
//! transform step built, together with an open receipt. `identity.rs` asks the practice's identity provider who somebody is,
//! and has no text to send.

mod answer;
mod caller;
mod chat;
mod clock;
mod decide;
mod described;
mod dialect;
mod draft;
mod embed;
mod errand;
mod evidence;
mod finder;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
mod gateway;
mod held;
mod identity;
pub mod ids;
mod inbound;
mod inspect;
mod keep;
mod least;
mod look;
mod models;
mod notice;
mod people;
mod pipeline;
mod plan;
mod rate;
mod reading;
mod record;
mod refusal;
mod rehearsal;
mod relay;
mod replacing;
mod reply;
mod room;
mod route;
mod rules;
mod settings;
mod settled;
mod signature;
mod sse;
mod standing;
mod stream;
mod transform;
mod upstream;
mod witness;
mod words;

pub use anteroom_phi::{Confidence, Kind};
pub use anteroom_policy::UseCase;
pub use anteroom_policy::deadline::Jurisdiction;
pub use caller::Caller;
pub use clock::Clock;
pub use described::describe;
pub use dialect::Dialect;
pub use gateway::{BuildError, Gateway, Parts};
pub use identity::{Flaw, NotVouched};
pub use least::Removed;
pub use look::{Glimpse, Look, Seen};
pub use people::WayOut;
pub use refusal::{Cause, Field, Refusal, Said, Shape};
pub use rehearsal::{Rehearsal, Rehearsed};
pub use replacing::{NoChance, Ready, Replacing};
pub use reply::{Reply, ReplyBody, chat_text};
pub use rules::{OwnRuleError, rules_of};
pub use settings::Settings;
pub use settled::Settled;
pub use standing::{Standing, standing};
pub use upstream::{
    AddressError, OfferError, Tried, Trouble, check_base_url, check_provider_url, offered_models,
    try_connection,
};
pub use witness::Witness;
pub use words::{Heard, Part, Words};
