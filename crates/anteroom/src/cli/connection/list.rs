//! `anteroom connection list`: each connection, and what the rules let through it now.

use std::sync::Arc;

use anteroom_audit::Word;
use anteroom_gateway::{Said, Standing, rules_of, standing};
use anteroom_office::standing::Standings;
use anteroom_policy::Rules;
use anteroom_store::{Approval, Connection, Snapshot};
use anyhow::Context as _;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::cli::when;
use crate::exit::{Exit, Outcome};
use crate::terminal;
use crate::wiring::Office;

/// The purpose that an approval is looked at for.
const PURPOSE: &str = "deidentified";

/// What is needed to say how a connection stands.
pub(crate) struct Ask {
    rules: Rules,
    snapshot: Arc<Snapshot>,
    standings: Standings,
    now: Timestamp,
}

pub(super) async fn run(office: &Office, as_json: bool) -> Outcome {
    let ask = Ask::of(office).await?;
    for connection in &ask.snapshot.connections {
        match as_json {
            true => terminal::json(&ask.in_json(connection))?,
            false => terminal::line(ask.in_words(connection))?,
        }
    }
    Ok(Exit::Done)
}

impl Ask {
    /// Reads the settings and the rules.
    ///
    /// # Errors
    /// When either cannot be read.
    pub(crate) async fn of(office: &Office) -> anyhow::Result<Ask> {
        let shelf = office.desk().await?.shelf().await;
        let shelf = shelf.context("the connections cannot be read")?;
        Ok(Ask {
            rules: rules_of(shelf.settings()).context("the rules cannot be read")?,
            standings: Standings::of(&shelf).context("the records cannot be read")?,
            snapshot: Arc::clone(shelf.settings()),
            now: office.clock.now(),
        })
    }

    /// All connections that were not withdrawn, whether patient text may go through, and how that is put in words.
    pub(crate) fn live(&self) -> Vec<(&Word, bool, String)> {
        let each = self.snapshot.live().map(|connection| {
            let (open, words) = self.state(connection);
            (&connection.name, open, words)
        });
        each.collect()
    }

    /// All connections that were not withdrawn, and what the rules say of each.
    pub(crate) fn standings(&self) -> Vec<(&Connection, Option<Standing>)> {
        let each = self
            .snapshot
            .live()
            .map(|connection| (connection, self.standing(connection)));
        each.collect()
    }

    fn standing(&self, connection: &Connection) -> Option<Standing> {
        standing(
            &self.rules,
            &self.snapshot,
            &self.standings,
            connection,
            self.now,
        )
    }

    fn in_words(&self, connection: &Connection) -> String {
        let models = words(&connection.models).join(", ");
        let (_, state) = self.state(connection);
        let Connection {
            name,
            provider,
            host,
            ..
        } = connection;
        let with = connection.replacing.as_str().replace('_', " ");
        format!("{name}  {provider}  {host}  [{models}]  {with}  {state}")
    }

    fn in_json(&self, connection: &Connection) -> Value {
        let (open, state) = self.state(connection);
        json!({
            "name": connection.name.as_str(), "provider": connection.provider.as_str(), "host": connection.host.as_str(),
            "models": words(&connection.models), "replacing": connection.replacing.as_str(), "has_key": connection.has_key(),
            "added": when(connection.added_at), "revoked": connection.revoked_at.map(when),
            "open_for_deidentified": open, "state": state,
            "approvals": connection.approvals.iter().map(|approval| json!({
                "for": approval.purpose.as_str(), "agreement_until": approval.agreement_until.map(|day| day.to_string()),
                "no_training_use": approval.no_training, "approved_by": approval.approved_by.as_str(),
                "approved": when(approval.approved_at),
            })).collect::<Vec<_>>(),
        })
    }

    /// Whether text of patients may go through, once its identifiers are replaced, and how that is put in words.
    fn state(&self, connection: &Connection) -> (bool, String) {
        if let Some(at) = connection.revoked_at {
            return (false, format!("withdrawn {}", when(at)));
        }
        let approval = connection.approval(PURPOSE);
        match (self.standing(connection), approval) {
            (
                Some(Standing {
                    by_records: true,
                    open,
                    reasons,
                    ..
                }),
                _,
            ) => (open, by_records(open, &reasons)),
            (None, _) => (
                false,
                "closed: this version does not know its provider".to_owned(),
            ),
            (Some(Standing { open: true, .. }), Some(approval)) => (true, opened(approval)),
            (Some(Standing { open, .. }), None) => {
                (open, "not approved for patient text".to_owned())
            }
            (Some(closed), Some(approval)) => (false, because(&closed, approval)),
        }
    }
}

/// What the records let through, where they decide.
fn by_records(open: bool, reasons: &[Said]) -> String {
    let says: Vec<&str> = reasons.iter().map(|reason| reason.says.as_str()).collect();
    match open {
        true => "patient text as your records allow; see `anteroom vendor list`".to_owned(),
        false => format!(
            "closed for patient text by your records: {}",
            says.join(" ")
        ),
    }
}

fn opened(approval: &Approval) -> String {
    let until = approval
        .agreement_until
        .map(|day| format!(" until {day}"))
        .unwrap_or_default();
    format!(
        "de-identified text{until}, approved by {}",
        approval.approved_by
    )
}

/// Why an approval does not open the connection.
fn because(closed: &Standing, approval: &Approval) -> String {
    let reasons = closed.reasons.iter().map(|reason| {
        match (reason.code.as_str(), approval.agreement_until) {
            ("baa_expired", Some(day)) => format!("The agreement expired on {day}."),
            _ => reason.says.clone(),
        }
    });
    format!(
        "closed for patient text: {}",
        reasons.collect::<Vec<_>>().join(" ")
    )
}

fn words(words: &[Word]) -> Vec<&str> {
    words.iter().map(Word::as_str).collect()
}
