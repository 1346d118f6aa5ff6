//! Which tasks somebody sees, and which of them are open to them.

use anteroom_office::account::{Account, Right};
use anteroom_policy::Role;
use anteroom_tasks::{Level, Person, Task};

/// The task of this id.
pub(crate) fn task(id: &str) -> Option<&'static Task> {
    anteroom_tasks::task(id).ok().flatten()
}

/// Every task.
pub(crate) fn tasks() -> &'static [Task] {
    anteroom_tasks::tasks().unwrap_or_default()
}

/// Why a task is not open to somebody, in words; nothing when it is.
pub(crate) fn shut(task: &Task, account: &Account, deidentified: bool) -> Option<&'static str> {
    let right = match task.level {
        Level::NoPatientInformation => Right::EverydayTasks,
        Level::Deidentified | Level::Identified => Right::PatientTasks,
    };
    let role = |person: &Person| {
        roles(*person)
            .iter()
            .any(|role| account.roles.contains(role))
    };
    match () {
        () if !account.may(right) || !task.roles.iter().any(role) => {
            Some("Your role does not open this task.")
        }
        () if task.level == Level::Deidentified && !deidentified => {
            Some("Opens at Level 2. Ask your compliance officer what is missing.")
        }
        () => None,
    }
}

fn roles(person: Person) -> &'static [Role] {
    match person {
        Person::Biller => &[Role::Biller],
        Person::Clinician => &[Role::LicensedClinician, Role::Therapist],
        Person::Compliance => &[Role::ComplianceOfficer],
        Person::FrontDesk => &[Role::FrontDesk],
        Person::Manager => &[Role::Manager],
        Person::MedicalAssistant => &[Role::MedicalAssistant],
    }
}
