//! What was found and done, in numbers: no path and no word of a text.

use std::collections::BTreeMap;

use anteroom_intake::{Document, Inspected};
use anteroom_phi::{Confidence, Find, Kind, Report};
use serde_json::{Value, json};

use super::report::Merged;
use crate::terminal;

/// What was found in one document or in many.
#[derive(Debug, Default)]
pub(super) struct Tally {
    kinds: BTreeMap<Kind, u64>,
    /// Finds that somebody should check.
    uncertain: u64,
    /// Bytes read.
    bytes: u64,
    /// What Safe Harbor did, in the mode of that name.
    report: Option<Report>,
}

impl Tally {
    pub(super) fn add(
        &mut self,
        document: &Document,
        inspected: &Inspected,
        report: Option<Report>,
    ) {
        let finds = inspected.findings.finds.iter().chain(&inspected.outside);
        finds.for_each(|find| self.count(find));
        self.bytes += u64::try_from(document.source().len()).unwrap_or(u64::MAX);
        self.report(report);
    }

    fn report(&mut self, report: Option<Report>) {
        if let Some(report) = report {
            self.report.get_or_insert_default().join(report);
        }
    }

    /// What Safe Harbor did; nothing in the other modes.
    pub(super) fn into_report(self) -> Option<Report> {
        self.report
    }

    fn count(&mut self, find: &Find) {
        *self.kinds.entry(find.kind).or_default() += 1;
        self.uncertain += u64::from(find.confidence == Confidence::Check);
    }

    fn merge(&mut self, other: Self) {
        for (kind, count) in other.kinds {
            *self.kinds.entry(kind).or_default() += count;
        }
        self.uncertain += other.uncertain;
        self.bytes += other.bytes;
        self.report(other.report);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// How many of each kind, by the kind's code.
    pub(super) fn found(&self) -> BTreeMap<&'static str, u64> {
        self.kinds
            .iter()
            .map(|(kind, count)| (kind.code(), *count))
            .collect()
    }
}

/// What a run over many documents came to.
#[derive(Debug, Default)]
pub(super) struct Summary {
    all: Tally,
    /// Documents done, by format.
    formats: BTreeMap<&'static str, u64>,
    done: u64,
    /// Finished by an earlier run.
    skipped: u64,
    failed: u64,
    /// Documents whose file name holds something that was found.
    named: u64,
}

impl Summary {
    pub(super) fn done(&mut self, format: &'static str, tally: Tally) {
        self.all.merge(tally);
        *self.formats.entry(format).or_default() += 1;
        self.done += 1;
    }

    /// Counts a document that an earlier run has finished, with what Safe Harbor did in it if that was asked for.
    pub(super) fn skipped(&mut self, report: Option<Report>) {
        self.all.report(report);
        self.skipped += 1;
    }

    pub(super) fn failed(&mut self) {
        self.failed += 1;
    }

    pub(super) fn named(&mut self) {
        self.named += 1;
    }

    pub(super) fn has_failed(&self) -> bool {
        self.failed > 0
    }

    /// What Safe Harbor did in all documents.
    pub(super) fn report(&self) -> Merged {
        Merged {
            documents: self.done + self.skipped,
            failed: self.failed,
            report: self.all.report.clone().unwrap_or_default(),
        }
    }

    /// One line for the person who waits.
    pub(super) fn line(&self) -> String {
        format!(
            "{} done, {} finished before, {} failed",
            self.done, self.skipped, self.failed
        )
    }

    pub(super) fn json(&self) -> Value {
        json!({
            "documents": { "done": self.done, "skipped": self.skipped, "failed": self.failed },
            "formats": self.formats,
            "bytes": self.all.bytes,
            "found": self.all.found(),
            "uncertain": self.all.uncertain,
            "named": self.named,
        })
    }

    /// Tells the person at the terminal.
    pub(super) fn tell(&self) {
        terminal::note(format_args!("Documents: {}.", self.line()));
        if self.done > 0 {
            let formats = self
                .formats
                .iter()
                .map(|(format, count)| format!("{count} {}", format.replace('_', " ")));
            let formats: Vec<String> = formats.collect();
            terminal::note(format_args!(
                "Read: {} bytes; {}.",
                self.all.bytes,
                formats.join(", ")
            ));
        }
        for (kind, count) in &self.all.kinds {
            let (one, many) = kind.plain();
            terminal::note(format_args!(
                "  {count} {}",
                if *count == 1 { one } else { many }
            ));
        }
        if self.all.uncertain > 0 {
            terminal::note(format_args!(
                "Please check: {} of these may be nothing.",
                self.all.uncertain
            ));
        }
        if self.named > 0 {
            let names = if self.named == 1 {
                "file name"
            } else {
                "file names"
            };
            terminal::warn(format_args!(
                "{} {names} may hold patient information; names are not changed",
                self.named
            ));
        }
    }
}
