//! `anteroom laws list` and `show`.

use anteroom_office::Desk;
use anteroom_office::laws::LawBook;
use anteroom_policy::deadline::Jurisdiction;
use anteroom_policy::laws::{Act, LawStatus, VERIFY_WITH_COUNSEL};
use anyhow::Context as _;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::{List, Show};
use crate::cli::desk::words;
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

impl List {
    pub(super) async fn run(self, desk: &Desk) -> Outcome {
        let (book, here) = (LawBook::read(desk).await?, home(desk).await?);
        let wanted = |act: &&Act| {
            self.state.is_none_or(|state| act.concerns(state))
                && (!self.upcoming || is_to_come(act, desk.today()))
        };
        let mut shown = book.laws.all().iter().filter(wanted).peekable();
        let exit = match shown.peek() {
            Some(_) => Exit::Done,
            None => Exit::No,
        };
        for act in shown {
            match self.json {
                true => terminal::json(&in_json(act, here, desk.today()))?,
                false => terminal::line(line(act, here, desk.today()))?,
            }
        }
        if !self.json {
            terminal::line(format_args!(
                "\n* concerns this practice{}\n{VERIFY_WITH_COUNSEL}",
                version(&book)
            ))?;
        }
        Ok(exit)
    }
}

impl Show {
    pub(super) async fn run(self, desk: &Desk) -> Outcome {
        let (book, here) = (LawBook::read(desk).await?, home(desk).await?);
        let Some(act) = book.laws.named(&self.id) else {
            return Err(Failure::usage(format_args!(
                "there is no law `{}`; see: anteroom laws list",
                self.id
            )));
        };
        match self.json {
            true => terminal::json(&in_json(act, here, desk.today()))?,
            false => print(act, here, desk.today())?,
        }
        Ok(Exit::Done)
    }
}

/// The practice's own state.
async fn home(desk: &Desk) -> Result<Option<Jurisdiction>, Failure> {
    let practice = desk.store().practice().await;
    let practice = practice.context("the practice cannot be read")?;
    Ok(practice.and_then(|practice| practice.state.as_str().parse().ok()))
}

fn is_to_come(act: &Act, today: Date) -> bool {
    let status = act.status(today);
    matches!(status, LawStatus::Upcoming { .. })
        || (status == LawStatus::InForce && act.ends_in(today).is_some())
}

fn version(book: &LawBook) -> String {
    match &book.news {
        Some(news) => format!("; with news {} of {}", news.version, news.issued),
        None => String::new(),
    }
}

fn states(act: &Act) -> String {
    let codes: Vec<&str> = act.states.iter().map(|state| state.code()).collect();
    codes.join(" ")
}

fn is_here(act: &Act, here: Option<Jurisdiction>) -> bool {
    here.is_some_and(|state| act.concerns(state))
}

fn line(act: &Act, here: Option<Jurisdiction>, today: Date) -> String {
    let mark = match is_here(act, here) {
        true => '*',
        false => ' ',
    };
    let ends = act
        .ends_in(today)
        .map(|days| format!(", ends in {days} days"));
    format!(
        "{mark} {:<28} {:<3} {}{}; {}  {}",
        act.id,
        states(act),
        act.status(today).words(),
        ends.unwrap_or_default(),
        act.enforcement().words(),
        act.title
    )
}

fn in_json(act: &Act, here: Option<Jurisdiction>, today: Date) -> Value {
    let (status, ends_in) = (act.status(today), act.ends_in(today));
    json!({
        "act": act, "today": status, "ends_in_days": ends_in, "enforcement": act.enforcement(),
        "concerns_this_practice": is_here(act, here), "verify_with_counsel": true,
    })
}

fn print(act: &Act, here: Option<Jurisdiction>, today: Date) -> Result<(), Failure> {
    terminal::line(line(act, here, today))?;
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let rules = match act.rules.is_empty() {
        true => act.enforcement().words().to_owned(),
        false => act.rules.join(", "),
    };
    let checked = format!(
        "{}, {}; {}",
        act.last_checked,
        words(&act.confidence),
        act.source
    );
    let fields = [
        ("law", Some(act.citation.clone())),
        ("first day", day(act.effective)),
        ("ends", day(act.until)),
        ("decided", day(act.decided)),
        ("days", act.dates.clone()),
        ("concerns", Some(act.concerns.clone())),
        ("asks", Some(act.asks.clone())),
        ("here", Some(act.changes.clone())),
        ("outside", act.unless.clone()),
        ("rules", Some(rules)),
        ("ask", act.question.clone()),
        ("to confirm", act.to_confirm.clone()),
        ("checked", Some(checked)),
    ];
    terminal::line("")?;
    for (name, text) in fields {
        if let Some(text) = text {
            terminal::line(format_args!("{name:<11} {text}"))?;
        }
    }
    terminal::line(format_args!("\n{VERIFY_WITH_COUNSEL}"))
}
