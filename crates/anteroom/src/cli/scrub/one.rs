//! One text, from a file or standard input, to standard output.

use std::path::Path;

use anteroom_gateway::Clock;
use anteroom_intake::{Document, Scrubbed};
use anteroom_phi::{Engine, Findings};
use anyhow::Context as _;

use super::{Scrub, input, report, source};
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

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
    check_map(asked)?;
    report::check(asked)?;
    let ready = asked.way().ready(Clock::system().now());
    let ready = ready.context("nothing was written")?;
    let scrubbed = document.replace(engine, ready.mode(), &inspected);
    let scrubbed = scrubbed.context("nothing was written")?;
    write_files(asked, &scrubbed)?;
    print(asked, &scrubbed, &inspected.findings)
}

fn check_map(asked: &Scrub) -> Result<(), Failure> {
    let fits = asked.map.is_none() || asked.way().is_reversible();
    fits.then_some(()).ok_or_else(|| {
        Failure::usage("this mode has no way back, so there is no map; leave --map out")
    })
}

fn write_files(asked: &Scrub, scrubbed: &Scrubbed) -> anyhow::Result<()> {
    if let Some(map) = &asked.map {
        let bytes = scrubbed.mapping.to_bytes();
        super::write_new(map, &bytes.context("the map cannot be written")?)?;
    }
    if let Some((file, report)) = asked.report.as_deref().zip(scrubbed.report.as_ref()) {
        report::write(file, report)?;
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

/// How many of each kind.
fn found(findings: &Findings) -> serde_json::Map<String, serde_json::Value> {
    findings
        .counts()
        .into_iter()
        .map(|(kind, count)| (kind.code().to_owned(), count.into()))
        .collect()
}
