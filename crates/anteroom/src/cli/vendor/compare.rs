//! `anteroom vendor compare` and `letter`.

use std::collections::BTreeMap;

use anteroom_audit::Word;
use anteroom_export::markdown;
use anteroom_office::review::OpenLane;
use anteroom_office::vendor::{Compared, Point, Register, compare, letter};
use anteroom_office::{Desk, Id, NOT_LEGAL_ADVICE};
use anyhow::Context as _;
use clap::Args;

use crate::cli::Place;
use crate::cli::desk::words;
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;
use crate::wiring::{Office, block_on};

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// Only these offerings, by id.
    ids: Vec<String>,
    /// Write one JSON object a line.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Letter {
    /// A vendor on file, or an offering of `vendor compare`.
    name: Id,
}

impl Compare {
    pub(super) fn run(self, place: &Place) -> Outcome {
        block_on(async {
            let office = Office::open(place).await?;
            let rows = self.rows(&office).await;
            office.store.close().await;
            self.show(&rows?)
        })
    }

    async fn rows(&self, office: &Office) -> Result<Vec<Compared>, Failure> {
        let connections = crate::cli::review::connections(office).await?;
        let lanes: BTreeMap<Word, OpenLane> = connections
            .into_iter()
            .map(|one| (one.name, one.lane))
            .collect();
        let register = Register::read(&office.desk().await?).await?;
        let mut rows = compare(&register, &lanes)?;
        rows.retain(|row| self.ids.is_empty() || self.ids.contains(&row.id));
        Ok(rows)
    }

    fn show(&self, rows: &[Compared]) -> Outcome {
        if rows.is_empty() {
            return Err(Failure::usage(
                "there is no such offering; see: anteroom vendor compare",
            ));
        }
        for row in rows {
            match self.json {
                true => terminal::json(row)?,
                false => print(row)?,
            }
        }
        if !self.json {
            terminal::line(format_args!(
                "Claims are what is said in public, and nothing that this practice verified. {NOT_LEGAL_ADVICE}"
            ))?;
        }
        Ok(Exit::Done)
    }
}

impl Letter {
    pub(super) async fn run(self, desk: &Desk) -> Outcome {
        let practice = desk.store().practice().await;
        let practice = practice.context("the practice cannot be read")?;
        let practice = practice.ok_or_else(|| Failure::usage("no practice is set up here; run `anteroom init`, or `anteroom serve` and set it up in the browser"))?;
        let register = Register::read(desk).await?;
        let letter = letter(&register, &practice.name, &self.name, desk.today())?;
        terminal::bytes(markdown(&letter).as_bytes())?;
        Ok(Exit::Done)
    }
}

fn print(row: &Compared) -> Result<(), Failure> {
    let lane = row
        .lane
        .map_or("no connection leads there", OpenLane::words);
    terminal::line(format_args!(
        "{}  {}: {}\n  level today: {lane}",
        row.id, row.vendor, row.name
    ))?;
    for point in &row.points {
        terminal::line(in_words(point))?;
    }
    for missing in &row.missing {
        terminal::line(format_args!("  missing: {missing}"))?;
    }
    terminal::line("")
}

fn in_words(point: &Point) -> String {
    let claimed = point.claimed.as_ref().map(|claim| {
        let conflict = claim
            .conflict
            .as_ref()
            .map(|other| format!("; CONFLICT: {other}"));
        let (kind, conflict) = (words(&claim.kind), conflict.unwrap_or_default());
        format!(
            "claimed: {} ({kind}, {}, {}){conflict}",
            claim.value, claim.source, claim.dated
        )
    });
    let here = match &point.here {
        Some(here) => format!("here: {} ({})", here.value, here.standing),
        None => "here: not verified".to_owned(),
    };
    let claimed = claimed.unwrap_or_else(|| "claimed: nothing known".to_owned());
    format!(
        "  {:<26} {claimed}\n  {:<26} {here}",
        point.about.words(),
        ""
    )
}
