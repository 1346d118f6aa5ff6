//! Somebody learns: who is put on the roster, and what they passed at the pages.

use anteroom_audit::Word;
use anteroom_policy::Role;

use super::course::{Completion, Course};
use super::module::Module;
use super::person::Person;
use crate::account::{Account, Right};
use crate::desk::Desk;
use crate::error::OfficeError;
use crate::id::Id;

/// Puts somebody who may write with a model on the roster, unless they are on it.
///
/// # Errors
/// When it cannot be read or written.
pub async fn enroll(desk: &Desk, id: &Id, account: &Account) -> Result<(), OfficeError> {
    let is_known = desk.has(<Person as crate::Record>::SUBJECT, id).await?;
    if is_known || !account.may(Right::EverydayTasks) {
        return Ok(());
    }
    let person = Person {
        name: account.name.clone(),
        role: role(account),
        started_on: desk.today(),
        role_since: None,
        left_on: None,
    };
    desk.add(id, &person).await
}

/// Records that somebody on the roster has other roles from today on. A role that they did not have asks for training again.
///
/// # Errors
/// When it cannot be read or written.
pub async fn new_role(
    desk: &Desk,
    id: &Id,
    before: &Account,
    after: &Account,
) -> Result<(), OfficeError> {
    if after.roles.is_subset(&before.roles) {
        return Ok(());
    }
    enroll(desk, id, after).await?;
    let kept = match desk.find::<Person>(id).await {
        Err(OfficeError::Missing { .. }) => return Ok(()),
        found => found?,
    };
    let person = Person {
        role: role(after),
        role_since: (kept.record.started_on < desk.today()).then(|| desk.today()),
        ..kept.record.clone()
    };
    desk.change(&kept, &person).await
}

/// Puts the lessons that come with Anteroom on file as courses that everybody must take. Gives how many were new.
///
/// # Errors
/// When it cannot be read or written; then none is.
pub async fn use_modules(desk: &Desk) -> Result<usize, OfficeError> {
    let mut new = Vec::new();
    for module in Module::shipped()? {
        if !desk
            .has(<Course as crate::Record>::SUBJECT, &module.id)
            .await?
        {
            new.push(desk.prepared(&module.id, 1, &module.course())?);
        }
    }
    let count = new.len();
    desk.write_all(new).await?;
    Ok(count)
}

/// Records how somebody did at a lesson's quiz, as `anteroom training record` would; says whether it is on record. Where nobody
/// has set up any course, the lessons are put on file once somebody who manages people passes one: they close every task to
/// everybody who has not taken them, so that nobody else's curiosity does that; a practice with courses of its own decides by itself whether it wants these.
///
/// # Errors
/// When the practice does not use the lesson, or it cannot be read or written.
pub async fn complete(
    desk: &Desk,
    (id, account): (&Id, &Account),
    module: &Module,
    percent: u8,
) -> Result<bool, OfficeError> {
    if desk.all::<Course>().await?.is_empty() {
        if percent < module.pass_percent || !account.may(Right::ManagePeople) {
            return Ok(false);
        }
        use_modules(desk).await?;
    }
    let course = desk.find::<Course>(&module.id).await;
    let course = course.map_err(|failed| match failed {
        OfficeError::Missing { .. } => OfficeError::Refused(
            "your practice has courses of its own; your manager can turn this lesson on",
        ),
        failed => failed,
    })?;
    enroll(desk, id, account).await?;
    let completion = Completion {
        person: id.clone(),
        course: course.id,
        on: desk.today(),
        score: Some(percent),
        document: None,
        version: Some(module.version),
    };
    desk.add_to(id, &completion).await?;
    Ok(true)
}

/// What somebody does here, in the words of the roster: the first of their roles that writes.
fn role(account: &Account) -> Word {
    let mut roles = account.roles.iter();
    let writes = |role: &&Role| Right::EverydayTasks.is_of(**role);
    let role = roles.find(writes).map_or("other", |role| role.code());
    Word::lossy(&role.replace('_', " "))
}
