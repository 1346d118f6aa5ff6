//! Who is asking: an API key that the store knows, or a person who signed in.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anteroom_audit::{Actor, Word};
use anteroom_office::held::Reviewer;
use anteroom_office::standing::{Asker, Standings};
use anteroom_policy::UseCase;
use anteroom_policy::deadline::Jurisdiction;
use anteroom_store::Snapshot;
use tokio::sync::Notify;

use crate::settled::Settled;

/// How long the settings that a key was checked against may be used for the request that it came with.
const FRESH: Duration = Duration::from_secs(1);

/// What stands behind a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    Key,
    Person,
}

/// The holder of a valid API key, or a person. Made only by `Gateway::identify` and `Gateway::person`.
#[derive(Clone)]
pub struct Caller {
    pub(crate) holder: Holder,
    pub(crate) id: String,
    /// Who waits to hear that the request leaves.
    pub(crate) leaving: Option<Arc<Notify>>,
    pub(crate) name: String,
    /// Who must review the answer, whatever the rules say.
    pub(crate) reviewer: Option<Reviewer>,
    /// The piece of work that it is for.
    pub(crate) run: Option<Word>,
    /// Where the patient lives that the request is about.
    pub(crate) patient_state: Option<Jurisdiction>,
    /// The reference of the patient's consent to the use of records of a drug or alcohol program.
    pub(crate) part2_consent: Option<Word>,
    pub(crate) settings: Arc<Snapshot>,
    pub(crate) settings_read: Instant,
    /// What they settled about what is found in their text.
    pub(crate) settled: Arc<Settled>,
    pub(crate) use_case: Option<UseCase>,
    /// Further fields of a chart that are needed, beside those of the use case.
    pub(crate) also: Vec<String>,
}

impl Caller {
    /// The key's or person's id; never the key.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name that the practice gave the key, or the person's.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The caller, as the log names them.
    pub(crate) fn actor(&self) -> Actor {
        let (id, name) = (Word::lossy(&self.id), Word::lossy(&self.name));
        match self.holder {
            Holder::Key => Actor::Key { id, name },
            Holder::Person => Actor::Person { id, name },
        }
    }

    /// The same caller, asking for this use case.
    #[must_use]
    pub fn asking_for(self, use_case: Option<UseCase>) -> Caller {
        Caller { use_case, ..self }
    }

    /// The same caller, asking about a patient who lives there.
    #[must_use]
    pub fn about_patient_in(self, patient_state: Option<Jurisdiction>) -> Caller {
        Caller {
            patient_state,
            ..self
        }
    }

    /// The same caller, under the consent that is on file by this reference (42 CFR 2.31).
    #[must_use]
    pub fn under_part2_consent(self, part2_consent: Option<Word>) -> Caller {
        Caller {
            part2_consent,
            ..self
        }
    }

    /// The same caller, who settled this about what is found in their text.
    #[must_use]
    pub fn having_settled(self, settled: Settled) -> Caller {
        Caller {
            settled: Arc::new(settled),
            ..self
        }
    }

    /// The same caller, at work on this piece; its answer is held for this reviewer where one is named.
    #[must_use]
    pub fn at_work(self, run: &str, reviewer: Option<Reviewer>) -> Caller {
        Caller {
            reviewer,
            run: Some(Word::lossy(run)),
            ..self
        }
    }

    /// The same caller, who lets somebody know once the rules have let the request go and its receipt is on disk.
    #[must_use]
    pub fn telling(self, leaving: Arc<Notify>) -> Caller {
        Caller {
            leaving: Some(leaving),
            ..self
        }
    }

    /// Lets those know who wait for the request to leave.
    pub(crate) fn told_of_leaving(&self) {
        if let Some(leaving) = &self.leaving {
            leaving.notify_one();
        }
    }

    /// Whether it is a person at the pages, and no program.
    pub(crate) fn is_person(&self) -> bool {
        self.holder == Holder::Person
    }

    /// The same caller, whose form asks for these fields of a chart beside those that the use case lists.
    #[must_use]
    pub fn needing(self, also: Vec<String>) -> Caller {
        Caller { also, ..self }
    }

    /// Who it is by the records.
    pub(crate) fn asker(&self, standings: &Standings) -> Asker {
        match self.holder {
            Holder::Key => standings.key(&self.id),
            Holder::Person => standings.person(&self.id),
        }
    }

    /// The practice's settings, read when this caller was identified a moment ago; none when that was longer ago.
    pub(crate) fn fresh_settings(&self) -> Option<Arc<Snapshot>> {
        (self.settings_read.elapsed() < FRESH).then(|| Arc::clone(&self.settings))
    }
}

impl std::fmt::Debug for Caller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Caller")
            .field("id", &self.id)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
