//! The rules that decide: those that are part of the program, and those that the practice added.
//!
//! A practice's rule counts at the next request. It is compiled once, when it is first met; one that cannot be compiled
//! lets nothing through, because what it forbids is not known.

use std::sync::{Arc, Mutex, PoisonError};

use anteroom_audit::Word;
use anteroom_policy::{Book, Docket, OwnRule, RuleError, Rules};
use anteroom_store::{Evidence, Snapshot};

/// The practice's rules by name and revision: the same list means the same texts.
type Names = Vec<(Word, u64)>;

/// The rules in use.
pub(crate) struct Rulebook {
    shipped: Arc<Docket>,
    own: Mutex<Option<(Names, Arc<Docket>)>>,
}

/// A rule of the practice's own that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OwnRuleError {
    /// Its record is not one that this version can read.
    #[error("the record of the rule `{0}` cannot be read by this version")]
    Record(Word),
    /// It does not fit the shipped rules.
    #[error(transparent)]
    Rule(#[from] RuleError),
}

impl Rulebook {
    pub(crate) fn new(shipped: Arc<Rules>) -> Rulebook {
        Rulebook {
            shipped: Arc::new(Docket::new(shipped)),
            own: Mutex::default(),
        }
    }

    /// The rules by which a request under these settings is decided.
    pub(crate) fn docket(&self, settings: &Snapshot) -> Result<Arc<Docket>, OwnRuleError> {
        if settings.rules.is_empty() {
            return Ok(Arc::clone(&self.shipped));
        }
        let names: Names = settings.rules.iter().map(name).collect();
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, docket)) = own.as_ref().filter(|(known, _)| *known == names) {
            return Ok(Arc::clone(docket));
        }
        let docket = Arc::new(Docket::new(Arc::new(rules_of(settings)?)));
        *own = Some((names, Arc::clone(&docket)));
        Ok(docket)
    }
}

/// The shipped rules with those that the practice added.
///
/// # Errors
/// When one of them cannot be used; then nothing may leave.
pub fn rules_of(settings: &Snapshot) -> Result<Rules, OwnRuleError> {
    let own = settings.rules.iter().map(read);
    let own = own.collect::<Result<Vec<_>, _>>()?;
    let named = own.iter().map(|(name, rule)| (name.as_str(), rule));
    Ok(Book::with_own(named)?.compile()?)
}

fn name(record: &Evidence) -> (Word, u64) {
    (record.subject_id.clone(), record.revision)
}

fn read(record: &Evidence) -> Result<(Word, OwnRule), OwnRuleError> {
    let name = record.subject_id.clone();
    match serde_json::from_slice(&record.body) {
        Ok(rule) => Ok((name, rule)),
        Err(_) => Err(OwnRuleError::Record(name)),
    }
}
