//! Who uses an API key, and for what.

use anteroom_policy::UseCase;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::desk::Record;
use crate::error::OfficeError;
use crate::id::Id;

/// The holder of an API key. Its id is the key's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// Whose key it is, by their id on the training roster; none when several people or a program share it.
    pub person: Option<Id>,
    /// What it is used for when a request does not say.
    pub use_case: Option<UseCase>,
}

impl Record for Holder {
    const SUBJECT: &'static str = "key_holder";

    fn check(&self, _today: Date) -> Result<(), OfficeError> {
        match self.use_case == Some(UseCase::UNLISTED) {
            true => Err(OfficeError::Refused(
                "say which use case of the catalogue; see `anteroom policy use-cases`",
            )),
            false => Ok(()),
        }
    }
}
