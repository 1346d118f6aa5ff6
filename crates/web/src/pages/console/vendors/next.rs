//! What is still to be done about a vendor, each with the page on which a compliance officer does it.

use anteroom_audit::Word;
use anteroom_office::vendor::{AgreementView, DeploymentView, Dimension, Role, State, VendorView};

/// Something to do.
pub(super) struct Next {
    pub(super) says: &'static str,
    /// Where it is done, and what leads there; none for who may only look.
    pub(super) page: Option<(String, &'static str)>,
}

/// What is to be done, in order; nothing where everything is on file. Who may change records is led to the page for it.
pub(super) fn steps(vendor: &VendorView<'_>, may_change: bool) -> Vec<Next> {
    let mut all: Vec<Next> = match vendor.party.role {
        Role::PracticeOwned => decision(vendor).into_iter().collect(),
        Role::BusinessAssociate => agreements(vendor),
        Role::Other | Role::Subcontractor => Vec::new(),
    };
    all.extend(service(vendor));
    all.extend(terms(vendor));
    for next in &mut all {
        next.page = next.page.take().filter(|_| may_change);
    }
    all
}

fn at(vendor: &VendorView<'_>, path: &str) -> String {
    format!("/console/vendors/{}/{path}", vendor.id)
}

/// The signed decision that machines of one's own need no agreement.
fn decision(vendor: &VendorView<'_>) -> Option<Next> {
    vendor.party.determination.is_none().then(|| Next {
        says: "Say that no agreement is needed: your compliance officer signs that nobody outside gets patient information there.",
        page: Some((at(vendor, "no-agreement"), "Sign the decision")),
    })
}

/// The service that is used, and who approved it.
fn service(vendor: &VendorView<'_>) -> Option<Next> {
    let unapproved = |one: &DeploymentView<'_>| one.deployment.approved_by.is_none();
    if vendor.deployments.is_empty() {
        return Some(Next {
            says: "Put the service that you use on file, as your plan or contract calls it, and approve it.",
            page: Some((at(vendor, "services/new"), "Put a service on file")),
        });
    }
    let is_open = vendor.deployments.iter().any(unapproved);
    is_open.then(|| Next {
        says: "Approve the service that you use.",
        page: Some(("#services".to_owned(), "Look at the services")),
    })
}

/// What must be known in writing of another company's services: how long text is kept, and that no model learns from it. A
/// claim counts for the product that it names.
fn terms(vendor: &VendorView<'_>) -> Option<Next> {
    if vendor.party.role == Role::PracticeOwned {
        return None;
    }
    let known = |product: &Word, wanted: &[Dimension]| {
        let good = vendor.claims.iter().filter(|one| one.standing.is_good());
        let mut good = good.filter(|one| wanted.contains(&one.claim.about));
        good.any(|one| {
            one.claim
                .offering
                .as_str()
                .eq_ignore_ascii_case(product.as_str())
        })
    };
    let is_open = |one: &DeploymentView<'_>| {
        let product = &one.deployment.product;
        !known(
            product,
            &[Dimension::RetentionDefault, Dimension::ZeroRetention],
        ) || !known(product, &[Dimension::TrainingUse])
    };
    vendor.deployments.iter().any(is_open).then(|| Next {
        says: "Write down how long it keeps text, and that it trains no model on it. Check both with the vendor, in writing.",
        page: Some((at(vendor, "claims/new"), "Write down what it says")),
    })
}

fn agreements(vendor: &VendorView<'_>) -> Vec<Next> {
    if vendor.agreement == State::Active {
        return Vec::new();
    }
    let over = |view: &&AgreementView<'_>| matches!(view.state, State::Expired | State::Terminated);
    let begun = vendor.agreements.iter();
    let begun: Vec<_> = begun
        .filter(|one| !over(one) && !one.state.holds())
        .collect();
    if begun.is_empty() {
        return vec![asking(vendor)];
    }
    begun
        .into_iter()
        .flat_map(|view| agreement(vendor, view))
        .collect()
}

/// The first word to the vendor about an agreement, or about one that follows the last.
fn asking(vendor: &VendorView<'_>) -> Next {
    let last = vendor.agreements.last();
    let path = match last {
        Some(last) => at(vendor, &format!("agreements/new?renews={}", last.id)),
        None => at(vendor, "agreements/new"),
    };
    let (says, leads) = match (vendor.agreement, last) {
        (State::Expiring, _) => (
            "Its agreement ends soon. Ask the vendor for a new one, and put that on file.",
            "Renew the agreement",
        ),
        (_, Some(_)) => (
            "Its agreement has ended. Ask the vendor for a new one, and put that on file.",
            "Renew the agreement",
        ),
        (_, None) => (
            "Ask the vendor for an agreement (BAA), and note the day on which you asked. If you have one already, put it on file.",
            "Put an agreement on file",
        ),
    };
    let page = Some((path, leads));
    Next { says, page }
}

/// What an agreement that has begun still needs.
fn agreement(vendor: &VendorView<'_>, view: &AgreementView<'_>) -> Vec<Next> {
    let one = view.agreement;
    let change = || at(vendor, &format!("agreements/{}/change", view.id));
    let unsigned = !one.signed_by_both || one.effective.is_none();
    let signed = unsigned.then(|| Next {
        says: "Once both sides have signed it, put its days and the signed paper on file.",
        page: Some((change(), "Say what became of it")),
    });
    let is_narrow = one.scope.endpoints.is_empty() || one.scope.regions.is_empty();
    let scope = is_narrow.then(|| Next {
        says: "Say which address and region the agreement covers.",
        page: Some((change(), "Say what it covers")),
    });
    [signed, scope, reading(vendor, view)]
        .into_iter()
        .flatten()
        .collect()
}

/// Somebody reads it for what the law asks.
fn reading(vendor: &VendorView<'_>, view: &AgreementView<'_>) -> Option<Next> {
    let is_read = view.agreement.reviewer.is_some();
    (!is_read || !view.lacks.is_empty()).then(|| Next {
        says: "Read the agreement for what the law asks, and say which points you found in it.",
        page: Some((
            at(vendor, &format!("agreements/{}", view.id)),
            "Read it here",
        )),
    })
}
