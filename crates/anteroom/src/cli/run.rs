//! `anteroom run`: one task, from its form to a checked draft, through the same gateway as `/v1`.

mod given;
mod line;
mod page;
mod paper;
mod preview;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anteroom_tasks::icd10cm::Codes;
use anteroom_tasks::{Draft, Form, Manner, Message, Tools};
use clap::Args;

use self::given::Given;
use self::line::Line;
use self::paper::Paper;
use super::{Place, input, tasks};
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;
use crate::wiring::{Office, block_on};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  anteroom run patient-handout --field topic=\"Flu shots\" --field reader=adult --field goal=understand \
    --key-file key.txt\n  \
    anteroom run summarize-note --field note=@note.txt --field purpose=quality --key-file key.txt      shows what would leave\n  \
    anteroom run summarize-note --field note=@note.txt --field purpose=quality --key-file key.txt --yes-reviewed\n  \
    anteroom run prior-auth-letter --field letter=@part-a.md --field patient_name=@name.txt --yes-reviewed --out letter.docx"
)]
pub(crate) struct Run {
    /// The task, as `anteroom tasks list` shows it.
    task: String,
    /// A field of its form; `@FILE` reads the value from a file, `@-` from standard input. May be given several times.
    #[arg(long = "field", value_name = "NAME=VALUE", value_parser = Given::read)]
    fields: Vec<Given>,
    /// A file with the API key to ask with; its holder stands in the log, and their roles open the task or not.
    #[arg(long, value_name = "FILE", env = "ANTEROOM_KEY_FILE")]
    key_file: Option<PathBuf>,
    /// The model; the first that may be asked when missing.
    #[arg(long, value_name = "ID")]
    model: Option<String>,
    /// The official list of ICD-10-CM codes (icd10cm_order_YYYY.txt).
    #[arg(long, value_name = "FILE")]
    icd10cm: Option<PathBuf>,
    /// You read what leaves. From level 2 on, and where something was found, nothing is sent without it.
    #[arg(long)]
    yes_reviewed: bool,
    /// Show what would leave, and send nothing.
    #[arg(long)]
    dry_run: bool,
    /// Write the draft to a new file that only you can read; as Word or PDF when its name ends in .docx or .pdf.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write the draft with its findings and quotes as one JSON object.
    #[arg(long)]
    json: bool,
}

impl Run {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        let task = tasks::find(&self.task)?;
        let values = self.values()?;
        if task.manner == Manner::Write {
            refuse_exports(&values)?;
        }
        let form = tasks::filled(task, &values)?;
        match task.manner {
            Manner::Merge => self.merge(&form, place),
            Manner::Write => block_on(self.write(&form, place)),
        }
    }

    fn values(&self) -> Result<BTreeMap<String, String>, Failure> {
        let mut values = BTreeMap::new();
        for given in &self.fields {
            if values.insert(given.name.clone(), given.value()?).is_some() {
                return Err(Failure::usage(format_args!(
                    "--field {} is given twice",
                    given.name
                )));
            }
        }
        Ok(values)
    }

    /// Fills a letter on this machine.
    fn merge(&self, form: &Form<'_>, place: &Place) -> Outcome {
        if !self.yes_reviewed {
            return Err(Failure::new(
                Exit::Policy,
                anyhow::anyhow!(
                    "a clinician reads part A first; when that is done, add --yes-reviewed"
                ),
            ));
        }
        let merged = form
            .merged()
            .ok_or_else(|| Failure::usage("this form has no letter to fill"))?;
        let merged = merged.map_err(|error| Failure::new(Exit::No, error))?;
        if !merged.unused.is_empty() {
            terminal::note(format_args!(
                "The letter has no place for: {}.",
                merged.unused.join(", ")
            ));
        }
        let out = self.out.as_deref();
        match out.and_then(Paper::named) {
            Some(paper) => block_on(async {
                let office = Office::open(place).await?;
                let sender = paper::sender(&office).await;
                office.store.close().await;
                page::keep(&paper.of(form.task(), &merged.text, sender?)?, out)
            })?,
            None => page::keep(merged.text.as_bytes(), out)?,
        }
        terminal::note(format_args!("Review: {}", form.task().human_review.what));
        Ok(Exit::Done)
    }

    /// Asks a model, and shows a draft that was checked.
    async fn write(&self, form: &Form<'_>, place: &Place) -> Outcome {
        let codes = self
            .icd10cm
            .as_deref()
            .map(|file| input::text(Some(file)))
            .transpose()?;
        let codes = codes
            .as_deref()
            .map(Codes::read)
            .transpose()
            .map_err(|error| Failure::usage(format_args!("--icd10cm: {error}")))?;
        let tools = Tools {
            codes: codes.as_ref(),
        };
        let office = Office::open(place).await?;
        let outcome = match Line::open(&office, place, self, form).await {
            Ok(line) => self.drafted(form, &line, tools, &office).await,
            Err(failure) => Err(failure),
        };
        office.store.close().await;
        outcome
    }

    async fn drafted(
        &self,
        form: &Form<'_>,
        line: &Line,
        tools: Tools<'_>,
        office: &Office,
    ) -> Outcome {
        let plan = form.plan();
        let first = match &plan {
            Some(plan) => plan
                .parts
                .iter()
                .filter_map(|part| plan.part_prompt(form, part))
                .collect(),
            None => Vec::from_iter(form.prompt()),
        };
        preview::shown(form.task(), line, &first, self.yes_reviewed, self.dry_run).await?;
        if self.dry_run {
            terminal::note("Dry run: nothing was sent.");
            return Ok(Exit::Done);
        }
        let mut answers = Vec::with_capacity(first.len());
        for messages in &first {
            answers.push(line.ask(messages).await?);
        }
        let coverage = plan.as_ref().map(|plan| plan.coverage(answers.len()));
        let merge = plan
            .as_ref()
            .and_then(|plan| plan.merge_prompt(form, &answers));
        let answer = match &merge {
            Some(messages) => self.again(line, messages, "merge").await?,
            None => answers.pop().unwrap_or_default(),
        };
        let asked = merge.or_else(|| form.prompt()).unwrap_or_default();
        let draft = self.checked(form, line, asked, (&answer, tools)).await?;
        let text = draft.page();
        let written = match self.out.as_deref().and_then(Paper::named) {
            Some(paper) => {
                let sender = paper::sender(office).await?;
                paper.of(form.task(), &text, sender)?
            }
            None => text.into_bytes(),
        };
        page::tell(&draft, &written, form.task(), coverage.as_deref(), self)
    }

    /// The draft that answers `asked`; one that fails a check is asked for once more.
    async fn checked(
        &self,
        form: &Form<'_>,
        line: &Line,
        asked: Vec<Message>,
        (answer, tools): (&str, Tools<'_>),
    ) -> Result<Draft, Failure> {
        let draft = Draft::of(form, answer, tools);
        let Some(repair) = draft.repair_of(asked) else {
            return Ok(draft);
        };
        terminal::note("The answer did not pass its checks. Asking once more.");
        let better = self.again(line, &repair, "repair").await?;
        Ok(Draft::of(form, &better, tools))
    }

    /// Asks with what came back; that is shown too before it leaves.
    async fn again(
        &self,
        line: &Line,
        messages: &[Message],
        what: &str,
    ) -> Result<String, Failure> {
        preview::show(line, messages, what).await?;
        line.ask(messages).await
    }
}

/// An export of a chart or a list of patients is sent by no task.
fn refuse_exports(values: &BTreeMap<String, String>) -> Result<(), Failure> {
    for (name, value) in values {
        if let Some(export) = anteroom_intake::recognize(value) {
            let (is, has) = (export.plain(), export.sign());
            let says = anyhow::anyhow!(
                "nothing was sent. The field {name} looks like {is}: it has {has}. Anteroom never sends those; give only \
                 the lines that this task needs"
            );
            return Err(Failure::new(Exit::Policy, says));
        }
    }
    Ok(())
}
