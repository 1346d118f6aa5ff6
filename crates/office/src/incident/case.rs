//! The record of an incident.

use std::collections::BTreeMap;

use anteroom_audit::Word;
use anteroom_policy::deadline::{
    Assessment, BreachLaw, BusinessAssociate, Finding, Hold, Incident, Jurisdiction, Recipient,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::notice::Notice;
use crate::desk::{Desk, Record};
use crate::error::OfficeError;
use crate::id::Id;
use crate::note::Note;

/// What kind of incident it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A key of Anteroom or of a vendor came into wrong hands.
    KeyLeaked,
    /// An identifier was not found, and left.
    MissedIdentifier,
    /// Something else.
    Other,
    /// A model's answer held another patient's details.
    OtherPatientInAnswer,
    /// A log of prompts could be seen.
    PromptLogExposed,
    /// Somebody used a tool that the practice had not approved.
    UnapprovedTool,
    /// A vendor reported a breach.
    VendorBreach,
    /// A vendor changed how long it keeps text, or whether it trains on it.
    VendorTermsChanged,
    /// Patient information went to a vendor without an agreement.
    WithoutAgreement,
    /// An answer was shown to the wrong person.
    WrongPerson,
    /// Patient information went to another region than agreed.
    WrongRegion,
}

impl Kind {
    /// Every kind, in the order in which people are offered them.
    pub const ALL: [Kind; 11] = [
        Kind::MissedIdentifier,
        Kind::WrongPerson,
        Kind::OtherPatientInAnswer,
        Kind::UnapprovedTool,
        Kind::WithoutAgreement,
        Kind::WrongRegion,
        Kind::KeyLeaked,
        Kind::PromptLogExposed,
        Kind::VendorBreach,
        Kind::VendorTermsChanged,
        Kind::Other,
    ];

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Kind::KeyLeaked => "A key came into wrong hands",
            Kind::MissedIdentifier => "An identifier was not found, and left",
            Kind::Other => "Something else",
            Kind::OtherPatientInAnswer => "An answer held another patient's details",
            Kind::PromptLogExposed => "A log of prompts could be seen",
            Kind::UnapprovedTool => "A tool was used that nobody had approved",
            Kind::VendorBreach => "A vendor reported a breach",
            Kind::VendorTermsChanged => "A vendor changed what it keeps or trains on",
            Kind::WithoutAgreement => "Patient information went out without an agreement",
            Kind::WrongPerson => "An answer was shown to the wrong person",
            Kind::WrongRegion => "Patient information went to another region than agreed",
        }
    }
}

/// An incident, as far as it is known. A request that was blocked before it left is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What kind it is.
    pub kind: Kind,
    /// What happened.
    pub happened: Note,
    /// First day on which it was known, or would have been with reasonable diligence.
    pub discovered: Date,
    /// People affected, by the state in which they live; empty while nobody has counted them. A known 0 is an entry.
    pub affected: BTreeMap<Jurisdiction, u32>,
    /// What kind of practice it is, for clocks that run for licensed facilities only.
    pub practice_type: Word,
    /// What was lost was encrypted, and the keys are safe.
    pub secured: bool,
    /// A vendor's part in it.
    pub vendor: Option<VendorPart>,
    /// Law enforcement asked to hold notices back.
    pub law_hold: Option<Hold>,
    /// The four factors, as far as they were judged.
    pub assessment: Assessment,
    /// What the practice concluded; none while a breach is presumed.
    pub conclusion: Option<Conclusion>,
    /// Who was told.
    pub notices: Vec<Notice>,
    /// Whether nothing may be sent; never once it is closed.
    pub holds_sending: bool,
    /// How it ended; none while it is open.
    pub closed: Option<Closing>,
    /// Who reported it, where that was somebody else than whoever handles it.
    #[serde(default)]
    pub reported_by: Option<Word>,
    /// The receipt of the request that it is about.
    #[serde(default)]
    pub receipt: Option<Word>,
}

/// A vendor's part in an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VendorPart {
    /// Which vendor, where it is on file.
    pub party: Option<Id>,
    /// When it knew and told, and whether it acts for the practice.
    pub part: BusinessAssociate,
}

/// What the practice concluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conclusion {
    /// It is a breach: people are told.
    Breach,
    /// Low probability of compromise, or an exception: nobody need be told by federal law.
    NoNotice,
}

/// What somebody judged of an incident; what is left out stays as it was.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// Factors, an exception, the reason, who and when.
    pub assessment: Assessment,
    /// The conclusion.
    pub conclusion: Option<Conclusion>,
}

/// How an incident ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    /// When.
    pub on: Date,
    /// Who closed it.
    pub by: Word,
    /// What caused it, and what was done so that it does not happen again.
    pub cause: Note,
}

impl Case {
    /// An incident of which no more is known.
    #[must_use]
    pub fn new(kind: Kind, happened: Note, discovered: Date) -> Case {
        Case {
            kind,
            happened,
            discovered,
            affected: BTreeMap::new(),
            practice_type: Word::lossy("office"),
            secured: false,
            vendor: None,
            law_hold: None,
            assessment: Assessment::default(),
            conclusion: None,
            notices: Vec::new(),
            holds_sending: false,
            closed: None,
            reported_by: None,
            receipt: None,
        }
    }

    /// Puts it on file, under the next number of the year in which it was discovered.
    ///
    /// # Errors
    /// When it breaks a rule, or cannot be written.
    pub async fn open(&self, desk: &Desk) -> Result<Id, OfficeError> {
        let year: Id = self.discovered.year().to_string().parse()?;
        desk.add_to(&year, self).await
    }

    /// Whether somebody reported it and nobody has looked into it yet.
    #[must_use]
    pub fn awaits_triage(&self) -> bool {
        let is_looked_into = !self.affected.is_empty()
            || self.assessment != Assessment::default()
            || !self.notices.is_empty()
            || self.holds_sending
            || self.closed.is_some();
        self.reported_by.is_some() && !is_looked_into
    }

    /// Takes in what somebody judged.
    pub fn judge(&mut self, judged: Judged) {
        let (own, new) = (&mut self.assessment, judged.assessment);
        own.nature_and_extent = new.nature_and_extent.or(own.nature_and_extent.take());
        own.recipient = new.recipient.or(own.recipient.take());
        own.acquired_or_viewed = new.acquired_or_viewed.or(own.acquired_or_viewed.take());
        own.mitigation = new.mitigation.or(own.mitigation.take());
        own.exception = new.exception.or(own.exception);
        own.decided_on = new.decided_on.or(own.decided_on);
        for (new, own) in [
            (new.reason, &mut own.reason),
            (new.decided_by, &mut own.decided_by),
        ] {
            if !new.is_empty() {
                *own = new;
            }
        }
        self.conclusion = judged.conclusion.or(self.conclusion);
    }

    /// What the law hears of it. What does not bear out that nobody need be told is presumed to be a breach.
    #[must_use]
    pub fn before_the_law(&self, practice_state: Jurisdiction) -> Incident {
        Incident {
            practice_state,
            practice_type: self.practice_type.as_str().to_owned(),
            discovered: self.discovered,
            determined: self.determined(),
            affected: self.affected.clone(),
            secured: self.secured,
            business_associate: self.vendor.as_ref().map(|vendor| vendor.part),
            finding: self.finding(),
            hold: self.law_hold,
            individuals_told: self.told(Recipient::Individuals),
            hhs_told: self.told(Recipient::Hhs),
        }
    }

    fn finding(&self) -> Finding {
        match self.conclusion {
            None => Finding::Presumed,
            Some(Conclusion::Breach) => Finding::NotLow,
            Some(Conclusion::NoNotice) => self
                .assessment
                .without_notice()
                .unwrap_or(Finding::Presumed),
        }
    }

    fn determined(&self) -> Option<Date> {
        let is_breach = self.conclusion == Some(Conclusion::Breach);
        self.assessment.decided_on.filter(|_| is_breach)
    }

    fn told(&self, recipient: Recipient) -> Option<Date> {
        let notices = self.notices.iter();
        notices
            .filter(|notice| notice.tells_all(recipient))
            .map(|notice| notice.on)
            .min()
    }
}

impl Record for Case {
    const SUBJECT: &'static str = "incident";

    fn check(&self, today: Date) -> Result<(), OfficeError> {
        let refuse = |says| Err(OfficeError::Refused(says));
        if self.holds_sending && self.closed.is_some() {
            return refuse("a closed incident holds nothing; open a new one");
        }
        let told = self.notices.iter().map(|notice| notice.on);
        let closed = self.closed.as_ref().map(|closing| closing.on);
        let days = [Some(self.discovered), self.assessment.decided_on, closed];
        if days
            .into_iter()
            .flatten()
            .chain(told)
            .any(|day| day > today)
        {
            return refuse("what was discovered, decided, told or closed cannot lie in the future");
        }
        if self.conclusion == Some(Conclusion::Breach) && self.assessment.decided_on.is_none() {
            return refuse("a conclusion needs a name and a date");
        }
        if self.conclusion == Some(Conclusion::NoNotice) {
            self.assessment.without_notice()?;
        }
        // The law names dates that contradict each other; whose state it is does not matter for that.
        let law = BreachLaw::shipped()?;
        law.clocks(&self.before_the_law(Jurisdiction::US))?;
        self.notices.iter().try_for_each(Notice::check)
    }

    fn holds(&self) -> bool {
        self.holds_sending
    }

    /// For what kind of incident nothing may be sent.
    fn told(&self) -> Vec<(&'static str, String)> {
        let kind = serde_json::to_value(self.kind).ok();
        let code = kind.as_ref().and_then(|kind| kind.as_str());
        let told = code.map(|code| ("holds_sending", code.to_owned()));
        told.into_iter().filter(|_| self.holds_sending).collect()
    }
}

#[cfg(test)]
mod tests {
    use anteroom_policy::deadline::{Factor, Risk};
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 6, 1);

    fn case() -> Case {
        let happened = "A prompt log could be read by all staff.".parse().unwrap();
        Case::new(Kind::PromptLogExposed, happened, date(2026, 5, 4))
    }

    fn judged() -> Judged {
        let factor = || {
            let note = "Only two people looked.".into();
            Some(Factor {
                risk: Risk::Low,
                note,
            })
        };
        let assessment = Assessment {
            nature_and_extent: factor(),
            recipient: factor(),
            acquired_or_viewed: factor(),
            mitigation: factor(),
            exception: None,
            reason: "Both are bound by the practice's rules.".into(),
            decided_by: "Dana Whitfield".into(),
            decided_on: Some(date(2026, 5, 6)),
        };
        let conclusion = Some(Conclusion::NoNotice);
        Judged {
            assessment,
            conclusion,
        }
    }

    #[test]
    fn a_breach_is_presumed_until_all_four_factors_are_judged() {
        let mut case = case();
        assert_eq!(
            case.before_the_law(Jurisdiction::US).finding,
            Finding::Presumed
        );
        let mut half = judged();
        half.assessment.mitigation = None;
        case.judge(half);
        assert_eq!(
            case.before_the_law(Jurisdiction::US).finding,
            Finding::Presumed
        );
        assert!(
            case.check(TODAY).is_err(),
            "the conclusion is not borne out"
        );
        let rest = Assessment {
            mitigation: judged().assessment.mitigation,
            ..Assessment::default()
        };
        case.judge(Judged {
            assessment: rest,
            conclusion: None,
        });
        assert_eq!(case.check(TODAY), Ok(()));
        let heard = case.before_the_law(Jurisdiction::US);
        assert_eq!(
            (heard.finding, heard.determined),
            (Finding::LowProbability, None)
        );
        case.conclusion = Some(Conclusion::Breach);
        let heard = case.before_the_law(Jurisdiction::US);
        assert_eq!(
            (heard.finding, heard.determined),
            (Finding::NotLow, Some(date(2026, 5, 6)))
        );
    }

    #[test]
    fn sending_is_held_while_it_is_open() {
        let mut case = case();
        assert!(!case.holds());
        case.holds_sending = true;
        assert!(case.holds());
        case.closed = Some(Closing {
            on: TODAY,
            by: Word::lossy("Dana Whitfield"),
            cause: "Rights on a folder were wrong; they are set now."
                .parse()
                .unwrap(),
        });
        assert!(
            case.check(TODAY).is_err(),
            "nobody may believe that it is held"
        );
        case.holds_sending = false;
        assert_eq!(case.check(TODAY), Ok(()));
    }

    #[test]
    fn a_report_waits_until_somebody_looks_into_it() {
        let mut case = case();
        assert!(!case.awaits_triage(), "whoever opened it handles it");
        case.reported_by = Some(Word::lossy("Lee Amsel"));
        assert!(case.awaits_triage());
        case.affected.insert(Jurisdiction::US, 0);
        assert!(!case.awaits_triage());
        let older = serde_json::to_value(&case).unwrap();
        let mut older = older.as_object().unwrap().clone();
        older.remove("reported_by");
        older.remove("receipt");
        let read: Case = serde_json::from_value(older.into()).unwrap();
        assert_eq!((read.reported_by, read.receipt), (None, None));
    }

    #[test]
    fn dates_that_cannot_be_are_refused() {
        assert_eq!(case().check(TODAY), Ok(()));
        assert!(case().check(date(2026, 5, 3)).is_err());
        let mut early = case();
        early.judge(judged());
        early.conclusion = Some(Conclusion::Breach);
        early.assessment.decided_on = Some(date(2026, 5, 3));
        assert!(
            early.check(TODAY).is_err(),
            "determined before it was discovered"
        );
        early.assessment.decided_on = None;
        assert!(early.check(TODAY).is_err());
    }
}
