//! Rules that the practice adds to the shipped ones.
//!
//! What such a rule may be is `anteroom_policy::OwnRule`; here it is kept like every record: nothing is changed or deleted,
//! and the log knows of each.

use anteroom_policy::{Book, OwnRule};
use jiff::civil::Date;

use crate::desk::{Desk, Record};
use crate::error::OfficeError;

impl Record for OwnRule {
    const SUBJECT: &'static str = OwnRule::SUBJECT;

    fn check(&self, _: Date) -> Result<(), OfficeError> {
        Ok(self.check()?)
    }
}

/// The rules by which this practice's requests are decided.
///
/// # Errors
/// When the records cannot be read, or one of its rules does not fit the shipped ones.
pub async fn book(desk: &Desk) -> Result<Book, OfficeError> {
    let own = desk.all::<OwnRule>().await?;
    let named = own.iter().map(|kept| (kept.id.as_str(), &kept.record));
    Ok(Book::with_own(named)?)
}
