//! What is still to be done about a vendor, each with the command by which whoever runs Anteroom does it.

use anteroom_office::vendor::{AgreementView, Role, State, VendorView};
use jiff::civil::Date;

/// Something to do.
pub(super) struct Next {
    pub(super) says: &'static str,
    pub(super) command: String,
    /// The page on which a compliance officer does it without the command.
    pub(super) page: Option<String>,
}

/// What is to be done, in order; nothing where everything is on file. Who may read agreements is led to the page for it.
pub(super) fn steps(vendor: &VendorView<'_>, today: Date, may_read: bool) -> Vec<Next> {
    let id = vendor.id;
    let mut all: Vec<Next> = match vendor.party.role {
        Role::PracticeOwned => decision(vendor).into_iter().collect(),
        Role::BusinessAssociate => agreements(vendor, today),
        Role::Other | Role::Subcontractor => Vec::new(),
    };
    if vendor.deployments.is_empty() {
        let kind = match vendor.party.role {
            Role::PracticeOwned => "self-hosted",
            _ => "enterprise-api",
        };
        all.push(Next {
            says: "Put the service that you use on file, as your plan or contract calls it.",
            command: format!(
                "anteroom vendor deployment add {id} --kind {kind} --product \"PLAN\" --endpoint HOST --region us \
                 --connection NAME --approved-by \"YOUR NAME\""
            ),
            page: None,
        });
    }
    for next in &mut all {
        next.page = next.page.take().filter(|_| may_read);
    }
    all
}

/// The signed decision that machines of one's own need no agreement.
fn decision(vendor: &VendorView<'_>) -> Option<Next> {
    let id = vendor.id;
    vendor.party.determination.is_none().then(|| Next {
        says: "Have your compliance officer sign that nobody outside gets patient information there. Then put the signed page on file.",
        command: format!(
            "anteroom vendor no-agreement-needed {id} --by \"YOUR NAME\" --file decision.pdf"
        ),
        page: None,
    })
}

fn agreements(vendor: &VendorView<'_>, today: Date) -> Vec<Next> {
    if vendor.agreement.holds() {
        return Vec::new();
    }
    let over = |view: &&AgreementView<'_>| matches!(view.state, State::Expired | State::Terminated);
    let begun: Vec<_> = vendor.agreements.iter().filter(|one| !over(one)).collect();
    if begun.is_empty() {
        let id = vendor.id;
        return vec![Next {
            says: "Ask the vendor for an agreement (BAA), and note the day on which you asked.",
            command: format!("anteroom vendor agreement add {id} --requested {today}"),
            page: None,
        }];
    }
    begun.into_iter().flat_map(agreement).collect()
}

/// What an agreement that has begun still needs.
fn agreement(view: &AgreementView<'_>) -> Vec<Next> {
    let (id, one) = (view.id, view.agreement);
    let unsigned = !one.signed_by_both || one.effective.is_none();
    let signed = unsigned.then(|| Next {
        says: "Once both sides have signed it, put its days and the signed paper on file.",
        command: format!(
            "anteroom vendor agreement change {id} --signed-by-both --effective DAY --until DAY --file baa.pdf"
        ),
        page: None,
    });
    [signed, scope(view), reading(view)]
        .into_iter()
        .flatten()
        .collect()
}

/// Where the services run that the agreement covers.
fn scope(view: &AgreementView<'_>) -> Option<Next> {
    let scope = &view.agreement.scope;
    let host = scope.endpoints.is_empty().then_some(" --endpoint HOST");
    let region = scope.regions.is_empty().then_some(" --region us");
    let missing = [host, region].into_iter().flatten().collect::<String>();
    (!missing.is_empty()).then(|| Next {
        says: "Say which address and region the agreement covers.",
        command: format!("anteroom vendor agreement change {}{missing}", view.id),
        page: None,
    })
}

/// Somebody reads it for what the law asks.
fn reading(view: &AgreementView<'_>) -> Option<Next> {
    let ids: Vec<&str> = view.lacks.iter().map(|one| one.id.as_str()).collect();
    let is_read = view.agreement.reviewer.is_some();
    let found = match ids.is_empty() {
        true => String::new(),
        false => format!(" --yes {}", ids.join(",")),
    };
    (!is_read || !ids.is_empty()).then(|| Next {
        says: "Read the agreement for what the law asks, and say which points you found in it.",
        command: format!(
            "anteroom vendor agreement check {}{found} --by \"YOUR NAME\"",
            view.id
        ),
        page: Some(format!(
            "/console/vendors/{}/agreements/{}",
            view.agreement.party, view.id
        )),
    })
}
