//! What a role may do at the pages: the matrix of who sees and does what.

use anteroom_policy::Role;

use super::matrix::{writes, writes_of_patients};

/// Something that not everybody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Write with the model where no patient information is in it.
    EverydayTasks,
    /// Write with the model from text whose identifiers are replaced.
    PatientTasks,
    /// Approve a text for a patient as a licensed person.
    ApproveClinical,
    /// Approve codes that were suggested for what was done.
    ApproveCodes,
    /// Approve what else waits for an approval.
    ApproveOffice,
    /// See the practice's readiness, vendors, map, incidents and log.
    SeeConsole,
    /// Change gates, vendors, policy and level.
    ChangeEvidence,
    /// Connect services, and withdraw what connects them.
    ManageConnections,
    /// Manage people and their training.
    ManagePeople,
    /// See health and connections; never content.
    SeeSystem,
}

impl Right {
    /// Every right.
    pub const ALL: &'static [Right] = &[
        Right::EverydayTasks,
        Right::PatientTasks,
        Right::ApproveClinical,
        Right::ApproveCodes,
        Right::ApproveOffice,
        Right::SeeConsole,
        Right::ChangeEvidence,
        Right::ManageConnections,
        Right::ManagePeople,
        Right::SeeSystem,
    ];

    /// Whether a role gives it. Who holds none of these roles has no right at all.
    #[must_use]
    pub fn is_of(self, role: Role) -> bool {
        use Role::{
            Auditor, Biller, ComplianceOfficer, ItPartner, LicensedClinician, Manager, Other,
            Therapist,
        };
        match self {
            Right::EverydayTasks => writes(role) && role != Other,
            Right::PatientTasks => writes_of_patients(role),
            Right::ApproveClinical => matches!(role, LicensedClinician | Therapist),
            Right::ApproveCodes => role == Biller,
            Right::ApproveOffice => matches!(role, Manager | ComplianceOfficer),
            Right::SeeConsole => matches!(role, ComplianceOfficer | Manager | Auditor),
            Right::ChangeEvidence => role == ComplianceOfficer,
            Right::ManagePeople => matches!(role, Manager | ComplianceOfficer),
            Right::ManageConnections | Right::SeeSystem => {
                matches!(role, ItPartner | ComplianceOfficer)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_front_desk_writes_everyday_texts_only() {
        let held: Vec<Right> = Right::ALL
            .iter()
            .copied()
            .filter(|right| right.is_of(Role::FrontDesk))
            .collect();
        assert_eq!(held, [Right::EverydayTasks]);
    }

    #[test]
    fn the_it_partner_never_sees_what_people_write() {
        let held: Vec<Right> = Right::ALL
            .iter()
            .copied()
            .filter(|right| right.is_of(Role::ItPartner))
            .collect();
        assert_eq!(held, [Right::ManageConnections, Right::SeeSystem]);
    }

    #[test]
    fn nobody_holds_everything_and_every_right_is_held() {
        for role in Role::ALL {
            assert!(
                Right::ALL.iter().any(|right| !right.is_of(*role)),
                "{role:?}"
            );
        }
        for right in Right::ALL {
            assert!(Role::ALL.iter().any(|role| right.is_of(*role)), "{right:?}");
        }
    }
}
