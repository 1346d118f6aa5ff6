//! What the practice's records say about one way out and one caller, in the words of `policy`.
//!
//! [`Standings::of`] reads a [`Shelf`] for a calendar day; everything after that is in memory and pure. What nobody
//! recorded is missing, and a record that cannot be read is an error: then nothing is known, and nothing may be sent.
//! A connection that no service on file names has no standing here; its approval speaks for it.

mod agreement;
mod asker;
mod learner;
mod practice;
mod recipient;
mod service;
mod terms;

use anteroom_audit::Word;
use anteroom_policy::UseCase;
use anteroom_store::Connection;

pub use self::asker::Asker;
pub use self::learner::Learner;
pub use self::service::{Address, Grounds};

use self::asker::Askers;
use self::learner::Learners;
use self::practice::Practice;
use self::recipient::Recipients;
use self::service::Service;
use crate::consent::Consents;
use crate::error::OfficeError;
use crate::gate::Gates;
use crate::level::Lowered;
use crate::notice::Disclaimer;
use crate::profile::Profile;
use crate::risk::RiskRegister;
use crate::shelf::Shelf;
use crate::signoff::{SignOffs, TaskView};
use crate::training::Roster;
use crate::vendor::{Deployment, Register};

/// Everything that requests are judged by, on one day.
#[derive(Clone, Debug, Default)]
pub struct Standings {
    askers: Askers,
    /// Consents of patients to the use of records of a drug or alcohol program.
    consents: Consents,
    disclaimer: Option<Disclaimer>,
    learners: Learners,
    profile: Profile,
    /// What people hold down by hand.
    lowered: Lowered,
    recipients: Recipients,
    /// Tasks that an officer and a clinician signed for.
    signed: Vec<TaskView>,
    services: Vec<Service>,
}

impl Standings {
    /// What is on file. While no service names a connection, only training, the map and what people hold down are looked
    /// at.
    ///
    /// # Errors
    /// When a record, or the data in the program, cannot be read.
    pub fn of(shelf: &Shelf) -> Result<Standings, OfficeError> {
        let services = shelf.all::<Deployment>()?;
        let is_bound = services.iter().any(|kept| kept.record.connection.is_some());
        let roster = Roster::of(shelf)?;
        let by_hand = Standings {
            learners: Learners::of(&roster, is_bound)?,
            lowered: Lowered::of(shelf)?,
            recipients: Recipients::of(shelf)?,
            ..Standings::default()
        };
        if !is_bound {
            return Ok(by_hand);
        }
        let gates = Gates::of(shelf)?;
        let practice = Practice::of(shelf, &gates)?;
        let services = service::all(
            &services,
            &Register::of(shelf)?,
            &RiskRegister::of(shelf)?,
            &gates,
            &practice,
        )?;
        Ok(Standings {
            askers: Askers::of(shelf, &roster)?,
            consents: Consents::of(shelf)?,
            disclaimer: practice.disclaimer,
            profile: Profile::of(shelf)?,
            signed: SignOffs::of(shelf)?.tasks(),
            services,
            ..by_hand
        })
    }

    /// Whether the approved map names whom this connection reaches; so does every map while none was approved.
    #[must_use]
    pub fn is_recipient_known(&self, connection: &Connection) -> bool {
        self.recipients.know(connection)
    }

    /// What people hold down by hand.
    #[must_use]
    pub fn lowered(&self) -> &Lowered {
        &self.lowered
    }

    /// What is on file about a connection, as far as it bears on a request to this address; none when no service names
    /// the connection.
    #[must_use]
    pub fn grounds(&self, connection: &Connection, address: &Address<'_>) -> Option<Grounds> {
        let named = |service: &&Service| service.connection == connection.name;
        let bound: Vec<&Service> = self.services.iter().filter(named).collect();
        (!bound.is_empty()).then(|| Grounds::among(&bound, address))
    }

    /// Who holds this key; a stranger when nobody is on file.
    #[must_use]
    pub fn key(&self, key: &str) -> Asker {
        self.askers.of_keys.get(key).cloned().unwrap_or_default()
    }

    /// This person; a stranger when they are not on file.
    #[must_use]
    pub fn person(&self, person: &str) -> Asker {
        self.askers.people.get(person).cloned().unwrap_or_default()
    }

    /// What stands between this person and their texts that they can learn.
    #[must_use]
    pub fn learner(&self, person: &str) -> Learner {
        self.learners.named(person)
    }

    /// Whether an officer and a clinician signed that this task may use patient information as it was written here.
    #[must_use]
    pub fn is_signed(&self, use_case: UseCase, connection: &Word) -> bool {
        let asks = |view: &&TaskView| (view.use_case, &view.connection) == (use_case, connection);
        let mut own = self.signed.iter().filter(asks);
        own.any(|view| view.missing.is_empty())
    }

    /// Whether the patient's consent under this reference counts today and covers this use through this connection, as a
    /// named person checked it (42 CFR 2.31).
    #[must_use]
    pub fn has_part2_consent(&self, reference: &str, use_case: UseCase, connection: &Word) -> bool {
        self.consents.cover(reference, use_case, connection)
    }

    /// What the practice said of itself.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The practice's words for an answer that a model wrote.
    #[must_use]
    pub fn disclaimer(&self) -> Option<&Disclaimer> {
        self.disclaimer.as_ref()
    }
}

/// Who holds a key, whatever else is on file; a stranger when nobody is.
///
/// # Errors
/// When a record, or the data in the program, cannot be read.
pub fn holder_of(shelf: &Shelf, key: &str) -> Result<Asker, OfficeError> {
    let askers = Askers::of(shelf, &Roster::of(shelf)?)?;
    Ok(askers.of_keys.get(key).cloned().unwrap_or_default())
}
