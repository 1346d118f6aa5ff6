//! `anteroom incident assess`: the four factors of 45 CFR 164.402(2), and the conclusion.

use std::str::FromStr;

use anteroom_audit::Word;
use anteroom_office::incident::{Case, Conclusion, Judged};
use anteroom_office::{Desk, Id, Note};
use anteroom_policy::deadline::{Assessment, Exception, Factor};
use clap::Args;
use jiff::civil::Date;

use crate::cli::desk::{at_desk, one_of};
use crate::cli::{Place, Trial};
use crate::exit::{Exit, Outcome};

#[derive(Debug, Args)]
pub(crate) struct Assess {
    /// The incident's id.
    id: Id,
    /// What was involved: kinds of details, and how likely people could be named again.
    #[arg(long, value_name = "low|medium|high=WHY")]
    nature: Option<Judgement>,
    /// Who used it or got it.
    #[arg(long, value_name = "low|medium|high=WHY")]
    recipient: Option<Judgement>,
    /// Whether it was really taken or seen.
    #[arg(long, value_name = "low|medium|high=WHY")]
    acquired: Option<Judgement>,
    /// How far the harm was reduced.
    #[arg(long, value_name = "low|medium|high=WHY")]
    mitigation: Option<Judgement>,
    /// An exception that applies: unintentional-access, inadvertent-disclosure or not-retained.
    #[arg(long, value_parser = one_of::<Exception>)]
    exception: Option<Exception>,
    /// What you conclude: breach, or no-notice (low probability of compromise, or an exception).
    #[arg(long, value_parser = one_of::<Conclusion>, requires = "by")]
    conclude: Option<Conclusion>,
    /// The written reason for the conclusion.
    #[arg(long)]
    reason: Option<Note>,
    /// Who concludes.
    #[arg(long, value_name = "WHO")]
    by: Option<Word>,
    /// When. Today if left out.
    #[arg(long, value_name = "DATE", requires = "by")]
    on: Option<Date>,
    #[command(flatten)]
    trial: Trial,
}

/// A factor with its rating and reason.
#[derive(Debug, Clone)]
struct Judgement(Factor);

impl FromStr for Judgement {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (risk, note) = text
            .split_once('=')
            .ok_or("write a rating and why, such as low=\"Initials only\"")?;
        let note: Note = note.parse().map_err(|_| "say why, after the =")?;
        Ok(Judgement(Factor {
            risk: one_of(risk)?,
            note: note.into(),
        }))
    }
}

impl Assess {
    pub(super) fn run(self, place: &Place) -> Outcome {
        at_desk(place, self.trial.dry_run, async |desk| {
            assess(desk, self).await
        })
    }

    fn judged(self, today: Date) -> Judged {
        let factor = |judgement: Option<Judgement>| judgement.map(|Judgement(factor)| factor);
        let decided_on = self.by.is_some().then_some(self.on.unwrap_or(today));
        Judged {
            assessment: Assessment {
                nature_and_extent: factor(self.nature),
                recipient: factor(self.recipient),
                acquired_or_viewed: factor(self.acquired),
                mitigation: factor(self.mitigation),
                exception: self.exception,
                reason: self.reason.map(String::from).unwrap_or_default(),
                decided_by: self.by.map(String::from).unwrap_or_default(),
                decided_on,
            },
            conclusion: self.conclude,
        }
    }
}

async fn assess(desk: &Desk, new: Assess) -> Outcome {
    let (id, trial) = (new.id.clone(), new.trial);
    let kept = desk.find::<Case>(&id).await?;
    let mut case = kept.record.clone();
    case.judge(new.judged(desk.today()));
    desk.change(&kept, &case).await?;
    let stands = match case.conclusion {
        None => "a breach is presumed until you conclude otherwise",
        Some(Conclusion::Breach) => "it is a breach; the clocks run",
        Some(Conclusion::NoNotice) => "federal law asks for no notice; states may",
    };
    trial.tells(
        format_args!("the assessment of {id} would be recorded"),
        format_args!("Recorded for {id}: {stands}."),
    );
    Ok(Exit::Done)
}
