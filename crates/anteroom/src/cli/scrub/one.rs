//! One text, from a file or standard input, to standard output.

use std::path::Path;

use anteroom_gateway::{Clock, Replacing};
use anteroom_intake::{Document, Scrubbed};
use anteroom_phi::{Engine, Findings};
use anyhow::Context as _;

use super::{Scrub, input, report, source};
use crate::exit::{Exit, Failure, Outcome};
use crate::{folder, terminal};

/// Scrubs one text.
pub(super) fn run(engine: &Engine, asked: &Scrub, file: Option<&Path>) -> Outcome {
    let text = input::text(file)?;
    let document = match asked.keep_format {
        true => Document::read(text, file.and_then(source::promised)),
        false => Document::text(text),
    };
    let inspected = document
        .inspect(engine)
        .context("the text could not be checked; nothing was written")?;
    check_files(asked)?;
    let ready = asked.way().ready(Clock::system().now());
    let ready = ready.context("nothing was written")?;
    let scrubbed = document.replace(engine, ready.mode(), &inspected);
    let scrubbed = scrubbed.context("nothing was written")?;
    write_files(asked, &scrubbed)?;
    print(asked, &scrubbed, &inspected.findings)
}

/// Whether the files that were asked for go with the mode.
fn check_files(asked: &Scrub) -> Result<(), Failure> {
    match () {
        () if asked.map.is_some() && !asked.way().is_reversible() => Err(Failure::usage(
            "this mode has no way back, so there is no map; leave --map out",
        )),
        () if asked.report.is_some() && asked.way() != Replacing::SafeHarbor => Err(
            Failure::usage("only --mode safe-harbor makes a report; leave --report out"),
        ),
        () => Ok(()),
    }
}

fn write_files(asked: &Scrub, scrubbed: &Scrubbed) -> anyhow::Result<()> {
    if let Some(map) = &asked.map {
        let bytes = scrubbed.mapping.to_bytes();
        write_new(map, &bytes.context("the map cannot be written")?)?;
    }
    if let Some((file, report)) = asked.report.as_deref().zip(scrubbed.report.as_ref()) {
        let bytes = serde_json::to_vec_pretty(report).context("the report cannot be written")?;
        write_new(file, &bytes)?;
    }
    Ok(())
}

fn print(asked: &Scrub, scrubbed: &Scrubbed, findings: &Findings) -> Outcome {
    let report = scrubbed.report.as_ref();
    if asked.json {
        let mut out = serde_json::json!({ "text": scrubbed.text, "found": found(findings) });
        if let Some((fields, report)) = out.as_object_mut().zip(report) {
            let report = serde_json::to_value(report).map_err(anyhow::Error::from)?;
            fields.insert("report".to_owned(), report);
        }
        terminal::json(&out)?;
        return Ok(Exit::Done);
    }
    terminal::bytes(scrubbed.text.as_bytes())?;
    if let Some(report) = report {
        report::tell(report);
    }
    Ok(Exit::Done)
}

/// Writes a file beside the text; one that is there already is left alone.
fn write_new(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    folder::write_secret(file, bytes).with_context(|| format!("cannot write {}", file.display()))
}

/// How many of each kind.
fn found(findings: &Findings) -> serde_json::Map<String, serde_json::Value> {
    findings
        .counts()
        .into_iter()
        .map(|(kind, count)| (kind.code().to_owned(), count.into()))
        .collect()
}
