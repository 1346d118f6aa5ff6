//! `anteroom vendor agreement`: agreements as far as they have come, and what they must say.

use std::collections::BTreeMap;

use anteroom_audit::Word;
use anteroom_office::vendor::{Agreement as Paper, Answer, Reading, Register, add_agreement};
use anteroom_office::{Desk, Id, NOT_LEGAL_ADVICE, Note};
use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::show;
use crate::cli::desk::{Proof, at_desk};
use crate::cli::{Place, Trial};
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

#[derive(Debug, Subcommand)]
pub(crate) enum Agreement {
    /// Record an agreement with a vendor, as far as it has come.
    #[command(
        after_help = "Examples:\n  anteroom vendor agreement add mistral --requested 2026-11-20\n  \
        anteroom vendor agreement add mistral --received 2026-12-01 --effective 2027-01-01 --until 2027-12-31 \
        --signed-by-both --endpoint api.us.mistral.ai/v1/chat --region us --file baa.pdf"
    )]
    Add(Add),
    /// Record what became of an agreement: received, signed, ended.
    #[command(
        after_help = "Example:\n  anteroom vendor agreement change mistral.1 --signed-by-both --effective 2027-01-01"
    )]
    Change(Add),
    /// Say what an agreement has, or show what it lacks. Ends with code 1 while something is missing.
    #[command(
        after_help = "Examples:\n  anteroom vendor agreement check mistral.1\n  \
        anteroom vendor agreement check mistral.1 --yes BAA-01,BAA-02 --unclear BAA-13 --where \"BAA-01=section 2\" --by \"Dana Whitfield\""
    )]
    Check(Check),
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The vendor's id, or the agreement's when it is changed.
    id: Id,
    #[command(flatten)]
    terms: Terms,
    #[command(flatten)]
    proof: Proof,
    #[command(flatten)]
    trial: Trial,
}

/// What is known of an agreement. What is left out stays as it was.
#[derive(Debug, Args)]
struct Terms {
    /// Day on which you asked for it.
    #[arg(long, value_name = "DATE")]
    requested: Option<Date>,
    /// Day on which you had its text.
    #[arg(long, value_name = "DATE")]
    received: Option<Date>,
    /// Both sides signed.
    #[arg(long)]
    signed_by_both: bool,
    /// Who signed for the practice.
    #[arg(long, value_name = "WHO")]
    signed_by: Option<Word>,
    /// Its first day.
    #[arg(long, value_name = "DATE")]
    effective: Option<Date>,
    /// Its last day, if it names one.
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// It was ended early, from this day.
    #[arg(long, value_name = "DATE")]
    terminated: Option<Date>,
    /// A product or plan that it names; repeat for more.
    #[arg(long = "product", value_name = "NAME")]
    products: Vec<Word>,
    /// An endpoint that it covers: host, or host and path; repeat for more.
    #[arg(long = "endpoint", value_name = "HOST")]
    endpoints: Vec<Word>,
    /// A region that it covers; repeat for more.
    #[arg(long = "region", value_name = "REGION")]
    regions: Vec<Word>,
    /// What else there is to say.
    #[arg(long)]
    note: Option<Note>,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The agreement's id.
    id: Id,
    /// Elements that it has.
    #[arg(long, value_name = "IDS", value_delimiter = ',', requires = "by")]
    yes: Vec<String>,
    /// Elements that it does not have.
    #[arg(long, value_name = "IDS", value_delimiter = ',', requires = "by")]
    no: Vec<String>,
    /// Elements that cannot be told from its text.
    #[arg(long, value_name = "IDS", value_delimiter = ',', requires = "by")]
    unclear: Vec<String>,
    /// Elements that do not apply to it.
    #[arg(long, value_name = "IDS", value_delimiter = ',', requires = "by")]
    not_applicable: Vec<String>,
    /// Where an element stands in the paper, such as "BAA-05=section 4.2"; repeat for more. Nothing behind the `=` takes
    /// away what was said.
    #[arg(long = "where", value_name = "ID=PLACE", value_parser = place, requires = "by")]
    places: Vec<(String, Option<Note>)>,
    /// Who read it.
    #[arg(long, value_name = "WHO")]
    by: Option<Word>,
    /// The day of the reading. Today if left out.
    #[arg(long, value_name = "DATE", requires = "by")]
    on: Option<Date>,
    /// Write one JSON object.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    trial: Trial,
}

impl Agreement {
    pub(super) fn run(self, place: &Place) -> Outcome {
        match self {
            Agreement::Add(new) => {
                at_desk(place, new.trial.dry_run, async |desk| add(desk, new).await)
            }
            Agreement::Change(new) => at_desk(place, new.trial.dry_run, async |desk| {
                change(desk, new).await
            }),
            Agreement::Check(check) => at_desk(place, check.trial.dry_run, async |desk| {
                checked(desk, check).await
            }),
        }
    }
}

async fn add(desk: &Desk, new: Add) -> Outcome {
    let mut paper = Paper::with(new.id.clone());
    new.terms.apply(&mut paper);
    paper.document = new.proof.keep(desk)?;
    let id = add_agreement(desk, &paper).await?;
    new.trial.tells(
        format_args!("agreement {id} would be added"),
        format_args!("Agreement {id} is added. Next: anteroom vendor agreement check {id}"),
    );
    Ok(Exit::Done)
}

async fn change(desk: &Desk, new: Add) -> Outcome {
    let kept = desk.find::<Paper>(&new.id).await?;
    let mut paper = kept.record.clone();
    new.terms.apply(&mut paper);
    paper.document = new.proof.keep(desk)?.or(paper.document);
    desk.change(&kept, &paper).await?;
    new.trial.tells(
        format_args!("agreement {} would be changed", new.id),
        format_args!("Agreement {} is changed.", new.id),
    );
    Ok(Exit::Done)
}

impl Terms {
    fn apply(self, paper: &mut Paper) {
        paper.requested_on = self.requested.or(paper.requested_on);
        paper.received_on = self.received.or(paper.received_on);
        paper.signed_by_both |= self.signed_by_both;
        paper.signed_by = self.signed_by.or(paper.signed_by.take());
        paper.effective = self.effective.or(paper.effective);
        paper.until = self.until.or(paper.until);
        paper.terminated_on = self.terminated.or(paper.terminated_on);
        paper.note = self.note.or(paper.note.take());
        let scope = &mut paper.scope;
        for (named, kept) in [
            (self.products, &mut scope.products),
            (self.endpoints, &mut scope.endpoints),
            (self.regions, &mut scope.regions),
        ] {
            if !named.is_empty() {
                *kept = named;
            }
        }
    }
}

async fn checked(desk: &Desk, check: Check) -> Outcome {
    let kept = desk.find::<Paper>(&check.id).await?;
    if let Some(by) = &check.by {
        let reading = Reading {
            answers: check.answers()?,
            places: check.places(),
            by: by.clone(),
            on: check.on.unwrap_or(desk.today()),
        };
        reading.record(desk, &kept).await?;
        let id = &check.id;
        check.trial.tells(
            format_args!("what {by} read in {id} would be recorded"),
            format_args!("Recorded what {by} read in {id}."),
        );
    }
    report(desk, &kept.record.party, &check).await
}

async fn report(desk: &Desk, party: &Id, check: &Check) -> Outcome {
    let register = Register::read(desk).await?;
    let vendor = register.vendor(party)?;
    let mut views = vendor.agreements.iter();
    let Some(view) = views.find(|view| *view.id == check.id) else {
        return Ok(Exit::Done);
    };
    match check.json {
        true => terminal::json(view)?,
        false => {
            show::agreement(view)?;
            let elements = register.elements();
            terminal::line(format_args!(
                "\nThe list was last checked on {} ({}).\n{NOT_LEGAL_ADVICE}",
                elements.last_checked, elements.source
            ))?;
        }
    }
    Ok(match view.lacks.is_empty() {
        true => Exit::Done,
        false => Exit::No,
    })
}

/// An element and where it stands.
fn place(text: &str) -> Result<(String, Option<Note>), String> {
    let (id, place) = text
        .split_once('=')
        .ok_or("write the element and where it stands, such as \"BAA-05=section 4.2\"")?;
    let place = match place.trim() {
        "" => None,
        place => Some(place.parse::<Note>().map_err(|error| error.to_string())?),
    };
    Ok((id.trim().to_ascii_uppercase(), place))
}

impl Check {
    fn places(&self) -> BTreeMap<String, Option<Note>> {
        self.places.iter().cloned().collect()
    }

    /// The answers by element. An element with two answers is a slip of the hand.
    fn answers(&self) -> Result<BTreeMap<String, Answer>, Failure> {
        let mut answers = BTreeMap::new();
        for (ids, answer) in [
            (&self.yes, Answer::Yes),
            (&self.no, Answer::No),
            (&self.unclear, Answer::Unclear),
            (&self.not_applicable, Answer::NotApplicable),
        ] {
            for id in ids {
                if answers.insert(id.to_ascii_uppercase(), answer).is_some() {
                    return Err(Failure::usage(format_args!("{id} is named twice")));
                }
            }
        }
        Ok(answers)
    }
}
