//! `/console/activity`: the log without content, one sentence an entry, and whether it is whole.

mod told;

use anteroom_audit::{EntryNo, What};
use anteroom_office::account::Right;
use anteroom_office::sentence::{what, what_was_found, what_was_left_out};
use anteroom_store::{LogLine, Store, StoreError};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Allowed, Frame, SeeConsole, Sent, code_words, page, sentence};
use crate::pages::error;

/// Entries on a page.
const SHOWN: usize = 100;
/// Entries read at a time.
const PAGE: u32 = 500;
/// Entries looked at for one page, at most.
const LOOKED_AT: u64 = 20_000;

#[derive(Template)]
#[template(path = "console/activity.html")]
struct Activity {
    frame: Frame,
    here: &'static str,
    asked: Asked,
    rows: Vec<Row>,
    entries: u64,
    /// The number below which older entries are; none when there are none.
    older: Option<u64>,
    /// What checking the log said; none while nobody asked.
    checked: Option<Checked>,
}

/// What the list is narrowed to.
struct Asked {
    who: String,
    kind: String,
    day: String,
    before: Option<u64>,
}

/// What became of checking the log.
struct Checked {
    is_whole: bool,
    says: String,
}

/// An entry.
struct Row {
    no: u64,
    at: String,
    who: String,
    did: String,
    /// As the log holds it.
    exact: String,
    receipt: Option<String>,
}

#[derive(Template)]
#[template(path = "console/receipt.html")]
struct Receipt {
    frame: Frame,
    /// Whether this person may open an incident from it.
    may_change: bool,
    here: &'static str,
    id: String,
    facts: Vec<(&'static str, String)>,
    rows: Vec<Row>,
}

/// Kinds of entries that can be picked, with their words.
const KINDS: [(&str, &str); 5] = [
    ("", "Everything"),
    ("sent", "Sent"),
    ("stopped", "Not sent"),
    ("records", "Records and settings"),
    ("door", "Signing in and out"),
];

impl Activity {
    fn kinds(&self) -> &'static [(&'static str, &'static str)] {
        &KINDS
    }
}

pub(crate) async fn get(
    State(edge): State<Edge>,
    by: Allowed<SeeConsole>,
    RawQuery(query): RawQuery,
) -> Result<Response, Response> {
    let query = Sent::of_query(query.as_deref());
    let asked = Asked {
        who: query.text("who").to_owned(),
        kind: query.text("kind").to_owned(),
        day: query.text("day").to_owned(),
        before: query.text("before").parse().ok(),
    };
    let store = edge.door.store();
    let read = read(store, &by.frame, &asked).await;
    let (rows, older, entries) = read.map_err(|_| error::broken(by.frame.clone()))?;
    let checked = match query.get("check") {
        Some(_) => Some(check(store).await),
        None => None,
    };
    Ok(page(&Activity {
        frame: by.frame,
        here: "activity",
        asked,
        rows,
        entries,
        older,
        checked,
    }))
}

/// One receipt, and its entries.
pub(crate) async fn one(
    State(edge): State<Edge>,
    by: Allowed<SeeConsole>,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let missing = || error::not_found(by.frame.clone());
    let broken = |_| error::broken(by.frame.clone());
    let store = edge.door.store();
    let id = id.parse().map_err(|_| missing())?;
    let receipt = store.receipt(id).await.map_err(broken)?;
    let receipt = receipt.ok_or_else(missing)?;
    let lines = store.log_of(id).await.map_err(broken)?;
    Ok(page(&Receipt {
        facts: facts(&by.frame, &receipt, &lines),
        may_change: by.may(Right::ChangeEvidence),
        here: "activity",
        id: id.to_string(),
        rows: lines.iter().map(|line| row(&by.frame, line)).collect(),
        frame: by.frame,
    }))
}

/// The newest entries that were asked for, where older ones begin, and how many entries there are.
async fn read(
    store: &Store,
    frame: &Frame,
    asked: &Asked,
) -> Result<(Vec<Row>, Option<u64>, u64), StoreError> {
    let entries = store.log_size().await?;
    let mut end = asked
        .before
        .map_or(entries, |before| before.saturating_sub(1).min(entries));
    let last = end.saturating_sub(LOOKED_AT);
    let mut rows = Vec::new();
    while end > last {
        let begin = end.saturating_sub(u64::from(PAGE));
        let lines = store.log(EntryNo(begin), PAGE).await?;
        for line in lines.iter().rev().filter(|line| line.entry.no.0 <= end) {
            if rows.len() == SHOWN {
                return Ok((rows, Some(line.entry.no.0 + 1), entries));
            }
            let shown = row(frame, line);
            if asked.wants(frame, line, &shown) {
                rows.push(shown);
            }
        }
        end = begin;
    }
    Ok((rows, (end > 0).then_some(end + 1), entries))
}

impl Asked {
    fn wants(&self, frame: &Frame, line: &LogLine, row: &Row) -> bool {
        let who = self.who.to_lowercase();
        let day = line.event.as_ref().map(|event| frame.day(event.at));
        let day = day.map_or_else(String::new, |day| day.to_string());
        let kind = line
            .event
            .as_ref()
            .map_or("records", |event| kind(&event.what));
        (who.is_empty() || row.who.to_lowercase().contains(&who))
            && (self.kind.is_empty() || self.kind == kind)
            && (self.day.is_empty() || self.day == day)
    }

    /// The same list, further back.
    fn older(&self, before: &u64) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let fields = [("who", &self.who), ("kind", &self.kind), ("day", &self.day)];
        query.extend_pairs(fields.into_iter().filter(|(_, value)| !value.is_empty()));
        query.append_pair("before", &before.to_string());
        format!("/console/activity?{}", query.finish())
    }
}

fn kind(what: &What) -> &'static str {
    match what {
        What::AnswerHeld(_)
        | What::HeldEnded(_)
        | What::RequestOpened(_)
        | What::RequestClosed(_) => "sent",
        What::RequestRefused(_) => "stopped",
        What::SignInRefused(_) | What::SignedIn(_) | What::SignedOut(_) => "door",
        _ => "records",
    }
}

fn row(frame: &Frame, line: &LogLine) -> Row {
    let event = line.event.as_ref();
    Row {
        no: line.entry.no.0,
        at: event.map_or_else(String::new, |event| frame.minute(event.at)),
        who: event.map_or_else(|| "Anteroom".to_owned(), |event| told::who(&event.actor)),
        did: match event {
            Some(event) => told::did(&event.what),
            None => "wrote an entry that only a later version can read.".to_owned(),
        },
        exact: event.map_or_else(String::new, |event| what(&event.what)),
        receipt: event
            .and_then(|event| event.receipt)
            .map(|id| id.to_string()),
    }
}

async fn check(store: &Store) -> Checked {
    match store.verify_log(&[]).await {
        Ok(verified) => Checked {
            is_whole: true,
            says: format!(
                "The log is whole: {} entries, each as it was written.",
                verified.entries
            ),
        },
        Err(broken) if broken.is_tampering() => Checked {
            is_whole: false,
            says: format!(
                "The log is not as it was written: {}",
                sentence(&broken.to_string())
            ),
        },
        Err(failed) => {
            tracing::error!(error = %failed, "the log cannot be checked");
            Checked {
                is_whole: false,
                says: "The log could not be checked. Try again.".to_owned(),
            }
        }
    }
}

/// What a receipt says, without content.
pub(crate) fn facts(
    frame: &Frame,
    receipt: &anteroom_store::Receipt,
    lines: &[LogLine],
) -> Vec<(&'static str, String)> {
    let text = |word: &Option<anteroom_audit::Word>| {
        word.as_ref()
            .map_or_else(|| "None".to_owned(), ToString::to_string)
    };
    let mut events = lines.iter().filter_map(|line| line.event.as_ref());
    let found = events.find_map(|event| what_was_found(&event.what));
    let mut events = lines.iter().filter_map(|line| line.event.as_ref());
    let left_out = events.find_map(|event| what_was_left_out(&event.what));
    let reasons = receipt.reasons.iter().map(code_words);
    let reasons = reasons.collect::<Vec<_>>().join(", ");
    vec![
        ("State", told::state(receipt.state.as_str())),
        ("Began", frame.minute(receipt.opened_at)),
        (
            "Ended",
            receipt
                .closed_at
                .map_or_else(|| "Not yet".to_owned(), |at| frame.minute(at)),
        ),
        ("Connection", text(&receipt.connection)),
        ("Model", text(&receipt.model)),
        ("Decision", told::decision(receipt.decision.as_str())),
        ("Reasons", reasons),
        ("Found", found.unwrap_or_else(|| "Not looked at".to_owned())),
        ("Left out", left_out.unwrap_or_else(|| "Nothing".to_owned())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_older_entries_keeps_what_was_asked() {
        let asked = Asked {
            who: "a&b".to_owned(),
            kind: String::new(),
            day: "2026-03-10".to_owned(),
            before: None,
        };
        let path = "/console/activity?who=a%26b&day=2026-03-10&before=7";
        assert_eq!(asked.older(&7), path);
    }
}
