//! The matrix of who may write what with a model. There is one: pages, API keys and the command line ask here.

use std::collections::BTreeSet;

use anteroom_policy::{Lane, Role, UseCase};
use anteroom_tasks::{Level, Person, Task};

use super::Account;

/// Tasks with patient text that a role may do beside general ones. The defaults of the product; a licensed person may do
/// all, and whoever is not named none.
const TASKS: [(Role, &[&str]); 2] = [
    (
        Role::Biller,
        &[
            "billing_support",
            "coding_suggestion",
            "denial_appeal",
            "prior_authorization_letter",
        ],
    ),
    (
        Role::MedicalAssistant,
        &[
            "ambient_scribe",
            "chart_note_draft",
            "note_summary_quality_review",
            "prior_authorization_letter",
        ],
    ),
];

/// Whether a role writes texts in which no patient information is. Who only runs or checks the machines writes none.
pub(super) fn writes(role: Role) -> bool {
    !matches!(role, Role::Auditor | Role::ItPartner)
}

/// Whether a role writes some text from that of patients.
pub(super) fn writes_of_patients(role: Role) -> bool {
    role.is_licensed() || TASKS.iter().any(|(known, _)| *known == role)
}

/// The lanes open to a role for one use case.
#[must_use]
pub fn lanes(role: Role, use_case: UseCase) -> BTreeSet<Lane> {
    let general = writes(role).then_some(Lane::NoPhi);
    let named = TASKS.iter().find(|(known, _)| *known == role);
    let may = role.is_licensed() || named.is_some_and(|(_, own)| own.contains(&use_case.code()));
    let patients = may.then_some(Lane::BaaSafeguards);
    general.into_iter().chain(patients).collect()
}

/// Whether one of the roles may do a task. The task's own list of roles can only be narrower than the matrix.
#[must_use]
pub fn may_do(roles: &BTreeSet<Role>, task: &Task) -> bool {
    let lane = match task.level {
        Level::NoPatientInformation => Lane::NoPhi,
        Level::Deidentified | Level::Identified => Lane::BaaSafeguards,
    };
    let use_case = UseCase::named(&task.use_case).unwrap_or(UseCase::UNLISTED);
    let meant = |role: Role| task.roles.iter().any(|one| means(*one, role));
    let mut roles = roles.iter().copied();
    roles.any(|role| meant(role) && lanes(role, use_case).contains(&lane))
}

impl Account {
    /// Whether one of the roles may do a task.
    #[must_use]
    pub fn may_do(&self, task: &Task) -> bool {
        may_do(&self.roles, task)
    }
}

/// Whether the catalogue of tasks means this role.
fn means(person: Person, role: Role) -> bool {
    match person {
        Person::Biller => role == Role::Biller,
        Person::Clinician => role.is_licensed(),
        Person::Compliance => role == Role::ComplianceOfficer,
        Person::FrontDesk => role == Role::FrontDesk,
        Person::Manager => role == Role::Manager,
        Person::MedicalAssistant => role == Role::MedicalAssistant,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For each role: whether it writes general texts, and the tasks with patient text that it may do.
    const EXPECTED: [(Role, bool, &[&str]); 10] = [
        (Role::Auditor, false, &[]),
        (
            Role::Biller,
            true,
            &[
                "coding-suggestions",
                "denial-appeal",
                "prior-auth-draft",
                "prior-auth-letter",
            ],
        ),
        (Role::ComplianceOfficer, true, &[]),
        (Role::FrontDesk, true, &[]),
        (Role::ItPartner, false, &[]),
        (Role::LicensedClinician, true, ALL),
        (Role::Manager, true, &[]),
        (
            Role::MedicalAssistant,
            true,
            &["prior-auth-draft", "summarize-note"],
        ),
        (Role::Other, false, &[]),
        (Role::Therapist, true, ALL),
    ];

    const ALL: &[&str] = &[
        "coding-suggestions",
        "denial-appeal",
        "message-reply",
        "prior-auth-draft",
        "prior-auth-letter",
        "summarize-note",
    ];

    #[test]
    fn each_role_has_its_tasks_of_each_group() {
        assert!(Role::ALL.iter().eq(EXPECTED.iter().map(|(role, ..)| role)));
        for (role, everyday, patients) in EXPECTED {
            let may = |task: &&Task| may_do(&[role].into(), task);
            let (general, own): (Vec<_>, Vec<_>) = anteroom_tasks::tasks()
                .unwrap()
                .iter()
                .filter(may)
                .partition(|task| task.level == Level::NoPatientInformation);
            assert_eq!(!general.is_empty(), everyday, "{role:?}");
            let own: Vec<&str> = own.iter().map(|task| task.id.as_str()).collect();
            assert_eq!(own, patients, "{role:?}");
        }
    }

    #[test]
    fn several_roles_may_do_what_one_of_them_may() {
        let appeal = anteroom_tasks::task("denial-appeal").unwrap().unwrap();
        assert!(may_do(&[Role::FrontDesk, Role::Biller].into(), appeal));
        assert!(!may_do(&[Role::FrontDesk, Role::Manager].into(), appeal));
        assert!(!may_do(&BTreeSet::new(), appeal));
    }

    /// What a task offers to somebody at the pages, the rules let them send.
    #[test]
    fn no_task_names_a_role_that_the_matrix_shuts_out() {
        for task in anteroom_tasks::tasks().unwrap() {
            let meant = |role: &&Role| task.roles.iter().any(|one| means(*one, **role));
            for role in Role::ALL.iter().filter(meant) {
                assert!(may_do(&[*role].into(), task), "{} for {role:?}", task.id);
            }
        }
    }

    #[test]
    fn a_role_has_its_lanes_for_a_use_case() {
        let case = |code| UseCase::named(code).unwrap();
        for (name, use_case, general, patients) in [
            ("physician", "care_plan", true, true),
            ("therapist", "therapy_plan", true, true),
            (
                "Medical assistant",
                "prior_authorization_letter",
                true,
                true,
            ),
            (
                "medical assistant",
                "note_summary_quality_review",
                true,
                true,
            ),
            ("medical assistant", "care_plan", true, false),
            ("biller", "denial_appeal", true, true),
            ("biller", "chart_note_draft", true, false),
            ("front desk", "prior_authorization_letter", true, false),
            ("practice manager", "chart_summary", true, false),
            ("IT partner", "policy_draft", false, false),
            ("auditor", "policy_draft", false, false),
            ("juggler", "chart_summary", true, false),
        ] {
            let role = Role::called(name).unwrap_or(Role::Other);
            let lanes = lanes(role, case(use_case));
            let has = |lane| lanes.contains(&lane);
            assert_eq!(
                (
                    has(Lane::NoPhi),
                    has(Lane::BaaSafeguards),
                    has(Lane::AlwaysAvoid)
                ),
                (general, patients, false),
                "{name} {use_case}"
            );
        }
    }
}
