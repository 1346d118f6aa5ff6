//! One law: its data, and where it stands on a day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::deadline::{Confidence, Jurisdiction};

/// What kind of thing a law asks.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Decisions on people, such as by insurers.
    AdverseDecision,
    /// Notices after a breach.
    BreachClock,
    /// Consent to recording.
    ConsentRecording,
    /// Health data outside HIPAA.
    ConsumerHealthData,
    /// AI in general.
    General,
    /// Review by a person.
    HumanReview,
    /// Limits of AI in mental health care.
    MentalHealthLimit,
    /// What AI may call itself.
    OutputWording,
    /// Telling patients that AI is used.
    PatientDisclosure,
    /// Where data may be.
    Residency,
    /// A security program.
    SecurityProgram,
    /// Records that need more care than others.
    SensitiveClass,
    /// Training of staff.
    Training,
}

/// What became of a law, whatever the day.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Enactment {
    /// It was made, from its first day on.
    Enacted,
    /// It is not made, or nobody confirmed that it is.
    Proposed,
    /// It was made, and taken back.
    Repealed,
    /// It was stopped by a veto.
    Vetoed,
}

/// A law as it is kept. All texts are in plain words of our own.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// Stable id, such as `tx-sb1188-residency`.
    pub id: String,
    /// The states whose law it is; `US` for everybody.
    pub states: Vec<Jurisdiction>,
    /// What it is called here.
    pub title: String,
    /// Where it stands in the books.
    pub citation: String,
    /// What kind of thing it asks.
    pub family: Family,
    /// What became of it.
    #[serde(rename = "status")]
    pub enactment: Enactment,
    /// Its first day, where one is known.
    pub effective: Option<Date>,
    /// The first day on which it no longer counts, where one is known.
    pub until: Option<Date>,
    /// The day of the veto or the repeal.
    pub decided: Option<Date>,
    /// What else there is to say of its days.
    pub dates: Option<String>,
    /// Whom it concerns.
    pub concerns: String,
    /// What it asks.
    pub asks: String,
    /// What it changes for a practice.
    pub changes: String,
    /// What is outside it.
    pub unless: Option<String>,
    /// What to ask counsel.
    pub question: Option<String>,
    /// Ids of the rules that apply it; none: no rule acts on it.
    #[serde(default)]
    pub rules: Vec<String>,
    /// The duty in `duties.toml` whose days are counted.
    pub duty: Option<String>,
    /// What is from memory.
    pub to_confirm: Option<String>,
    /// How sure the entry is.
    pub confidence: Confidence,
    /// Where it was read.
    pub source: String,
    /// When somebody last compared the entry with its source.
    pub last_checked: Date,
}

/// Where a law stands on a day.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum LawStatus {
    /// It counted, and no longer does.
    Ended,
    /// It counts.
    InForce,
    /// It is proposed, or nobody confirmed that it was made.
    Proposed,
    /// It was taken back.
    Repealed,
    /// It was made and does not count yet.
    Upcoming {
        /// Days until it does.
        in_days: u32,
    },
    /// It was stopped by a veto.
    Vetoed,
}

/// What the program does about a law.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Enforcement {
    /// Its days are counted.
    Clock,
    /// It is shown, and people act on it.
    Information,
    /// Rules decide by it.
    Rules,
}

impl LawStatus {
    /// In words.
    #[must_use]
    pub fn words(self) -> String {
        let words = match self {
            LawStatus::Ended => "ended",
            LawStatus::InForce => "in force",
            LawStatus::Proposed => "proposed or not confirmed",
            LawStatus::Repealed => "repealed",
            LawStatus::Upcoming { in_days: 1 } => "from tomorrow",
            LawStatus::Upcoming { in_days } => return format!("in {in_days} days"),
            LawStatus::Vetoed => "vetoed",
        };
        words.to_owned()
    }
}

impl Enforcement {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Enforcement::Clock => "days are counted",
            Enforcement::Information => "information only",
            Enforcement::Rules => "rules decide by it",
        }
    }
}

impl Act {
    /// Where it stands on this day.
    #[must_use]
    pub fn status(&self, today: Date) -> LawStatus {
        match self.enactment {
            Enactment::Proposed => LawStatus::Proposed,
            Enactment::Repealed => LawStatus::Repealed,
            Enactment::Vetoed => LawStatus::Vetoed,
            Enactment::Enacted => self.in_time(today),
        }
    }

    fn in_time(&self, today: Date) -> LawStatus {
        if self.until.is_some_and(|until| until <= today) {
            return LawStatus::Ended;
        }
        match self.effective.map(|from| from - today) {
            Some(wait) if wait.get_days() > 0 => LawStatus::Upcoming {
                in_days: wait.get_days().unsigned_abs(),
            },
            _ => LawStatus::InForce,
        }
    }

    /// Days until it ends by itself, where that day is known and still to come.
    #[must_use]
    pub fn ends_in(&self, today: Date) -> Option<u32> {
        let left = (self.until? - today).get_days();
        (left > 0).then(|| left.unsigned_abs())
    }

    /// Whether it concerns a practice in this state. Federal law and law for everybody does.
    #[must_use]
    pub fn concerns(&self, state: Jurisdiction) -> bool {
        self.states.contains(&state) || self.states.contains(&Jurisdiction::US)
    }

    /// What the program does about it.
    #[must_use]
    pub fn enforcement(&self) -> Enforcement {
        match (self.rules.is_empty(), self.family, &self.duty) {
            (false, _, _) => Enforcement::Rules,
            (true, Family::BreachClock, _) | (true, _, Some(_)) => Enforcement::Clock,
            (true, _, None) => Enforcement::Information,
        }
    }

    /// What keeps the entry from being whole; none when it is.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let texts = [
            &self.title,
            &self.citation,
            &self.concerns,
            &self.asks,
            &self.changes,
            &self.source,
        ];
        let is_over = matches!(self.enactment, Enactment::Repealed | Enactment::Vetoed);
        let backwards = self
            .effective
            .zip(self.until)
            .is_some_and(|(from, until)| until <= from);
        [
            (
                self.id.is_empty() || !self.id.bytes().all(plain),
                "its id is not one",
            ),
            (self.states.is_empty(), "it names no state"),
            (
                texts.iter().any(|text| text.trim().is_empty()),
                "a text is empty",
            ),
            (backwards, "it ends before it begins"),
            (
                is_over != self.decided.is_some(),
                "a veto or repeal has its day, and nothing else has",
            ),
        ]
        .into_iter()
        .find_map(|(wrong, fault)| wrong.then_some(fault))
    }
}
