//! The letter that asks a vendor what the practice could not verify.

use anteroom_audit::Word;
use anteroom_export::{Block, Document};
use anteroom_policy::offerings::{Dimension, Offering, Question};
use jiff::civil::Date;

use super::compare::on;
use super::register::{Register, VendorView};
use crate::error::OfficeError;
use crate::id::Id;

/// Whom a letter goes to, and on which service.
struct Subject {
    vendor: String,
    service: String,
    /// What is said in public.
    offering: Option<Offering>,
    /// The points that the practice verified.
    verified: Vec<Dimension>,
}

/// The letter to a vendor on file, a part for each of its services; or on an offering that is not in use yet.
///
/// # Errors
/// [`OfficeError::Missing`] when neither is known, or when the data in the program cannot be read.
pub fn letter(
    register: &Register,
    practice: &Word,
    name: &Id,
    today: Date,
) -> Result<Document, OfficeError> {
    let subjects = subjects(register, name)?;
    let questions = Question::shipped()?;
    let vendor = subjects.first().map_or("", |subject| &subject.vendor);
    let mut blocks = vec![
        Block::text(format!("To: {vendor}")),
        Block::text(format!("From: {practice}")),
        Block::text(
            "We are a medical practice under HIPAA and ask what we could not verify ourselves. Please answer in writing, by \
             number, for exactly the service that is named, and attach what proves each answer. What we may send to it \
             depends on your answers.",
        ),
    ];
    for subject in &subjects {
        blocks.push(Block::part(&subject.service));
        blocks.extend(ask(subject, &questions));
    }
    blocks.push(Block::Signatures {
        who: vec![format!("For {practice}")],
    });
    Ok(Document {
        title: "Questions on the handling of patient information".to_owned(),
        about: practice.to_string(),
        day: today,
        blocks,
        footer:
            "Public claims are quoted as they were read, with their date; they may be out of date."
                .to_owned(),
    })
}

fn subjects(register: &Register, name: &Id) -> Result<Vec<Subject>, OfficeError> {
    let offerings = Offering::shipped()?;
    if let Some(offering) = offerings.iter().find(|one| one.id == name.as_str()) {
        return Ok(vec![Subject {
            vendor: offering.vendor.clone(),
            service: offering.name.clone(),
            offering: Some(offering.clone()),
            verified: Vec::new(),
        }]);
    }
    let vendor = register.vendor(name)?;
    if vendor.deployments.is_empty() {
        return Err(OfficeError::Refused(
            "no service of this vendor is on file; add it first: anteroom vendor deployment add",
        ));
    }
    Ok(of_vendor(&vendor, &offerings))
}

fn of_vendor(vendor: &VendorView<'_>, offerings: &[Offering]) -> Vec<Subject> {
    let subject = |view: &super::register::DeploymentView<'_>| {
        let service = view.deployment;
        let covered = [Dimension::Baa, Dimension::BaaScope];
        let good = |about: &Dimension| {
            (view.reach.is_good() && covered.contains(about))
                || on(&vendor.claims, &service.product, *about)
                    .any(|claim| claim.standing.is_good())
        };
        Subject {
            vendor: vendor.party.name.to_string(),
            service: format!(
                "{}, {} ({})",
                service.product, service.endpoint, service.region
            ),
            offering: offerings.iter().find(|one| one.is_at(view.host())).cloned(),
            verified: Dimension::ALL.into_iter().filter(good).collect(),
        }
    };
    vendor.deployments.iter().map(subject).collect()
}

/// The questions that are open, numbered, each with what is said in public.
fn ask(subject: &Subject, questions: &[Question]) -> Vec<Block> {
    let is_open = |question: &&Question| {
        question.about.is_empty()
            || question
                .about
                .iter()
                .any(|about| !subject.verified.contains(about))
    };
    let mut blocks = Vec::new();
    for (number, question) in questions.iter().filter(is_open).enumerate() {
        blocks.push(Block::text(format!("{}. {}", number + 1, question.asks)));
        let items = read(subject, question);
        if !items.is_empty() {
            blocks.push(Block::List { items });
        }
    }
    blocks
}

fn read(subject: &Subject, question: &Question) -> Vec<String> {
    let Some(offering) = &subject.offering else {
        return Vec::new();
    };
    let open = question
        .about
        .iter()
        .filter(|about| !subject.verified.contains(about));
    let said = open.filter_map(|about| offering.claim(*about));
    let line = |claim: &anteroom_policy::offerings::PublicClaim| {
        let conflict = claim
            .conflict
            .as_deref()
            .map(|other| format!(" But: {other}"));
        format!(
            "We read, on {}: {} ({}, {}).{} Is that right for us?",
            claim.about.words(),
            claim.value,
            claim.source,
            claim.dated,
            conflict.unwrap_or_default()
        )
    };
    said.map(line).collect()
}
