//! `anteroom vendor list` and `show`: what is on file, and where it stands today.

use anteroom_office::vendor::{
    AgreementView, ClaimView, DeploymentView, Element, Register, Source, Standing, VendorView,
};
use anteroom_office::{Desk, Id, NOT_LEGAL_ADVICE};

use crate::cli::desk::{to_check, words};
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

pub(super) async fn list(desk: &Desk, json: bool) -> Outcome {
    let register = Register::read(desk).await?;
    for vendor in register.vendors()? {
        match json {
            true => terminal::json(&vendor)?,
            false => terminal::line(heading(&vendor))?,
        }
    }
    Ok(Exit::Done)
}

pub(super) async fn one(desk: &Desk, id: &Id, json: bool) -> Outcome {
    let register = Register::read(desk).await?;
    let vendor = register.vendor(id)?;
    match json {
        true => terminal::json(&vendor)?,
        false => print(&vendor)?,
    }
    Ok(Exit::Done)
}

fn heading(vendor: &VendorView<'_>) -> String {
    let claims = vendor.claims.iter().map(|claim| claim.standing);
    let counts = claims.filter(|standing| *standing != Standing::Withdrawn);
    let services = &vendor.deployments;
    format!(
        "{}  {}  {}  agreement: {}  claims: {} ({} not verified)  services: {} ({} not covered){}",
        vendor.id,
        vendor.party.name,
        words(&vendor.party.role),
        vendor.agreement.words(),
        counts.clone().count(),
        counts.filter(|standing| !standing.is_good()).count(),
        services.len(),
        services.iter().filter(|one| !one.reach.is_good()).count(),
        vendor
            .party
            .ended_on
            .map(|day| format!("  ended {day}"))
            .unwrap_or_default(),
    )
}

fn print(vendor: &VendorView<'_>) -> Result<(), Failure> {
    terminal::line(heading(vendor))?;
    if let Some(decision) = &vendor.party.determination {
        terminal::line(format_args!(
            "\nNo agreement needed, decided by {} on {}.",
            decision.by, decision.on
        ))?;
    }
    vendor.agreements.iter().try_for_each(agreement)?;
    vendor.claims.iter().try_for_each(claim)?;
    vendor.deployments.iter().try_for_each(deployment)?;
    terminal::line(format_args!("\n{NOT_LEGAL_ADVICE}"))
}

/// An agreement, and what it lacks.
pub(super) fn agreement(view: &AgreementView<'_>) -> Result<(), Failure> {
    let until = view
        .agreement
        .until
        .map(|day| format!(" until {day}"))
        .unwrap_or_default();
    terminal::line(format_args!(
        "\nAgreement {}: {}{until}",
        view.id,
        view.state.words()
    ))?;
    for element in &view.lacks {
        terminal::line(format_args!("  missing     {}", in_words(element)))?;
    }
    for element in &view.should_ask {
        terminal::line(format_args!("  ask for it  {}", in_words(element)))?;
    }
    Ok(())
}

fn in_words(element: &Element) -> String {
    let law = element
        .citation
        .as_ref()
        .map(|law| format!(" ({law}{})", to_check(element.to_check)))
        .unwrap_or_default();
    format!("{}  {}{law}", element.id, element.says)
}

fn claim(view: &ClaimView<'_>) -> Result<(), Failure> {
    let claim = view.claim;
    terminal::line(format_args!(
        "\nClaim {}: {}, {}: {}\n  {}; source: {}",
        view.id,
        claim.offering,
        words(&claim.about),
        claim.value,
        view.standing.words(),
        source(&claim.source)
    ))
}

fn source(source: &Source) -> String {
    let url = source.url.as_ref().map(|url| format!(", {url}"));
    let copy = source
        .document
        .as_ref()
        .map(|document| format!(", {}", document.name));
    let dated = source.dated.map(|day| format!(", dated {day}"));
    let more = [url, copy, dated].into_iter().flatten().collect::<String>();
    format!("{}{more}", source.title)
}

fn deployment(view: &DeploymentView<'_>) -> Result<(), Failure> {
    let one = view.deployment;
    terminal::line(format_args!(
        "\nService {}: {}, {} in {}: {}",
        view.id,
        one.product,
        one.endpoint,
        one.region,
        view.reach.words()
    ))
}
