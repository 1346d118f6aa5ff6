//! `anteroom review`: where the practice stands, on one page and then in detail.

use std::path::{Path, PathBuf};

use anteroom_export::{docx, html, markdown, pdf};
use anteroom_gateway::Standing;
use anteroom_office::local_time;
use anteroom_office::review::{ConnectionRow, OpenLane, Review as Facts, Seen, page};
use anteroom_policy::{LocalTime, Rules};
use anyhow::Context as _;
use clap::{Args, ValueEnum};

use super::Place;
use super::audit::export::failure;
use super::connection::list::Ask;
use crate::exit::{Exit, Failure, Outcome};
use crate::roster::PracticeFile;
use crate::wiring::{Office, block_on};
use crate::{folder, terminal};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  anteroom review\n  anteroom review --format pdf --out review.pdf\n  \
    anteroom review --format json --fail-on overdue"
)]
pub(crate) struct Review {
    /// How it is written.
    #[arg(long, value_name = "FORMAT", default_value = "md")]
    format: Format,
    /// Where to write it, readable by you alone. A file that is there already is left alone.
    #[arg(long, value_name = "FILE", required_if_eq_any([("format", "docx"), ("format", "pdf")]))]
    out: Option<PathBuf>,
    /// End with code 1 while a gate or an incident is open, or only while something is overdue.
    #[arg(long, value_name = "WHEN")]
    fail_on: Option<FailOn>,
}

/// How a review is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A file for Word.
    Docx,
    /// A page for a browser, or for printing.
    Html,
    /// One JSON object.
    Json,
    /// Markdown.
    Md,
    /// A page for printing.
    Pdf,
}

/// When a review ends with code 1.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    /// While a gate or an incident is open.
    Open,
    /// While something is overdue.
    Overdue,
}

impl Review {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        block_on(async {
            let office = Office::open(place).await?;
            let facts = prepare(&office).await;
            office.store.close().await;
            self.hand_over(&facts?)
        })
    }

    fn hand_over(&self, facts: &Facts) -> Outcome {
        let written = render(facts, self.format)?;
        match &self.out {
            Some(out) => write(out, &written)?,
            None => terminal::bytes(&written)?,
        }
        let fails = match self.fail_on {
            Some(FailOn::Open) => facts.is_open(),
            Some(FailOn::Overdue) => !facts.overdue.is_empty(),
            None => false,
        };
        Ok(match fails {
            true => Exit::No,
            false => Exit::Done,
        })
    }
}

fn write(out: &Path, written: &[u8]) -> Result<(), Failure> {
    let name = out.display();
    folder::write_secret(out, written).with_context(|| format!("cannot write {name}"))?;
    terminal::note(format_args!("Written to {name}."));
    Ok(())
}

/// Reads and counts everything. A log that was tampered with gets no review.
pub(super) async fn prepare(office: &Office) -> Result<Facts, Failure> {
    let seen = Seen {
        connections: connections(office).await?,
        log: office.store.verify_log(&[]).await.map_err(failure)?,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        rule_set: rule_set()?,
        clock: clock(office).await?,
    };
    Ok(Facts::prepare(&office.desk().await?, seen).await?)
}

/// The clock on the practice's wall.
async fn clock(office: &Office) -> Result<LocalTime, Failure> {
    let settings = office.store.snapshot().await;
    let settings = settings.context("the store cannot be read")?;
    let file = PracticeFile::of_folder(office.folder.path())?;
    Ok(local_time(&settings, file.zone.as_ref()))
}

/// The review in one of its forms.
pub(super) fn render(facts: &Facts, format: Format) -> Result<Vec<u8>, Failure> {
    let document = page(facts);
    Ok(match format {
        Format::Docx => docx(&document).context("the Word file cannot be put together")?,
        Format::Html => html(&document).into_bytes(),
        Format::Json => {
            let text = serde_json::to_string_pretty(facts).map_err(anyhow::Error::from)?;
            format!("{text}\n").into_bytes()
        }
        Format::Md => markdown(&document).into_bytes(),
        Format::Pdf => pdf(&document).map_err(anyhow::Error::from)?,
    })
}

fn rule_set() -> Result<String, Failure> {
    let rules = Rules::shipped().context("the rules in this binary cannot be read")?;
    Ok(rules.id().to_string())
}

/// Connections in use, and how far each is open now.
pub(super) async fn connections(office: &Office) -> Result<Vec<ConnectionRow>, Failure> {
    let ask = Ask::of(office).await?;
    let row =
        |(connection, standing): (&anteroom_store::Connection, Option<Standing>)| ConnectionRow {
            name: connection.name.clone(),
            provider: connection.provider.clone(),
            host: connection.host.clone(),
            models: connection.models.clone(),
            replacing: connection.replacing.as_str().replace('_', " "),
            lane: lane(standing.as_ref()),
            why: why(standing),
        };
    Ok(ask.standings().into_iter().map(row).collect())
}

/// Nothing goes through a connection whose provider this version does not know.
fn lane(standing: Option<&Standing>) -> OpenLane {
    match standing {
        Some(Standing {
            is_open_as_written: true,
            ..
        }) => OpenLane::AsWritten,
        Some(Standing { open: true, .. }) => OpenLane::Deidentified,
        Some(Standing {
            is_open_for_general_text: true,
            ..
        }) => OpenLane::NoPatientInformation,
        _ => OpenLane::Closed,
    }
}

fn why(standing: Option<Standing>) -> Vec<String> {
    match standing {
        None => vec!["This version does not know its provider.".to_owned()],
        Some(standing) => standing
            .reasons
            .into_iter()
            .map(|reason| reason.says)
            .collect(),
    }
}
