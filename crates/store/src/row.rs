//! From events to rows: what one transaction writes.
//!
//! A [`Draft`] is made in the caller's task, so that the one writer only numbers, hashes and
//! writes. The columns beside `body` repeat what the event says, for queries; `log` checks that
//! they agree.

use std::collections::BTreeMap;

use anteroom_audit::{
    Actor, Chain, Event, Found, Micros, Opened, ReceiptId, Refused, Word, canonical,
};

use crate::error::RecordError;
use crate::script::{Arg, Statement};
use crate::traffic::{Counts, Way};

/// An event on its way into the log, with the receipt's row that goes with it.
pub(crate) struct Draft {
    pub at: Micros,
    pub kind: &'static str,
    pub receipt: Option<ReceiptId>,
    pub body: Vec<u8>,
    pub row: Row,
}

/// What happens to the receipt.
pub(crate) enum Row {
    /// It ends.
    Closed { state: &'static str },
    /// It begins (and ends at once when it was refused).
    New(Box<NewReceipt>),
    /// There is none.
    None,
}

/// The columns of a receipt that are known when it begins.
pub(crate) struct NewReceipt {
    pub state: &'static str,
    pub key: Option<Word>,
    pub connection: Option<Word>,
    pub model: Option<Word>,
    pub endpoint: Word,
    pub decision: Word,
    pub reasons: String,
    pub found: String,
    pub facts: String,
    pub mapping: Option<Vec<u8>>,
    /// The way that it went; none when it was refused.
    pub way: Option<Way>,
}

impl Draft {
    pub(crate) fn new(event: &Event, row: Row) -> Result<Draft, RecordError> {
        let body = canonical::to_bytes(event)?;
        let Event { at, receipt, .. } = *event;
        Ok(Draft {
            at,
            kind: event.what.kind(),
            receipt,
            body,
            row,
        })
    }
}

impl Row {
    pub(crate) fn opened(
        actor: &Actor,
        opened: &Opened,
        facts: String,
        mapping: Option<Vec<u8>>,
    ) -> Row {
        Row::New(Box::new(NewReceipt {
            state: "open",
            key: key(actor),
            connection: Some(opened.connection.clone()),
            model: Some(opened.model.clone()),
            endpoint: opened.endpoint.clone(),
            decision: opened.decision.clone(),
            reasons: json_list(&opened.reasons),
            found: found(&opened.found),
            facts,
            mapping,
            way: Some(Way::of(opened)),
        }))
    }

    pub(crate) fn refused(actor: &Actor, refused: &Refused, facts: String) -> Row {
        Row::New(Box::new(NewReceipt {
            state: "refused",
            key: key(actor),
            connection: refused.connection.clone(),
            model: refused.model.clone(),
            endpoint: refused.endpoint.clone(),
            decision: refused.decision.clone(),
            reasons: json_list(&refused.reasons),
            found: found(&refused.found),
            facts,
            mapping: None,
            way: None,
        }))
    }
}

/// Appends the drafts to the chain and gives the statements that write them.
pub(crate) fn script(chain: &mut Chain, drafts: &[&Draft]) -> Vec<Statement> {
    let (mut entries, mut begun, mut ended) = (Vec::new(), Vec::new(), Vec::new());
    let mut sent = Counts::default();
    for draft in drafts {
        let entry = chain.append_body(draft.body.clone());
        let (no, receipt) = (
            Arg::count(entry.no.0),
            draft.receipt.map(|id| id.to_string()),
        );
        match &draft.row {
            Row::Closed { state } => ended.push(vec![
                Arg::Text(receipt.clone()),
                Arg::text(*state),
                no.clone(),
                Arg::int(draft.at.0),
            ]),
            Row::New(new) => {
                begun.push(new.row(receipt.clone(), no.clone(), draft.at));
                if let Some(way) = &new.way {
                    sent.add(draft.at, way.clone());
                }
            }
            Row::None => {}
        }
        entries.push(vec![
            no,
            Arg::int(draft.at.0),
            Arg::text(draft.kind),
            Arg::Text(receipt),
            Arg::blob(entry.prev.as_bytes()),
            Arg::blob(entry.hash.as_bytes()),
            Arg::blob(entry.body),
        ]);
    }
    let mut script = Statement::insert(ENTRY, entries);
    script.extend(Statement::insert(RECEIPT, begun));
    script.extend(sent.script());
    script.extend(Statement::with_rows(CLOSE, ended, CLOSE_WHERE));
    script
}

const ENTRY: &str = "insert into audit_entry (no, at, kind, receipt, prev, hash, body) values";
const RECEIPT: &str = "insert into receipt (id, opened_no, opened_at, closed_no, closed_at, state, \
     key_id, connection, model, endpoint, decision, reasons, found, facts, mapping) values";
const CLOSE: &str = "update receipt set state = v.column2, closed_no = v.column3, \
     closed_at = v.column4 from (values";
const CLOSE_WHERE: &str = ") as v where receipt.id = v.column1 and receipt.state = 'open'";

impl NewReceipt {
    fn row(&self, id: Option<String>, no: Arg, at: Micros) -> Vec<Arg> {
        let refused = self.state == "refused";
        vec![
            Arg::Text(id),
            no.clone(),
            Arg::int(at.0),
            if refused { no } else { Arg::Int(None) },
            Arg::Int(refused.then_some(at.0)),
            Arg::text(self.state),
            Arg::maybe(self.key.as_ref()),
            Arg::maybe(self.connection.as_ref()),
            Arg::maybe(self.model.as_ref()),
            Arg::text(self.endpoint.as_str()),
            Arg::text(self.decision.as_str()),
            Arg::text(&*self.reasons),
            Arg::text(&*self.found),
            Arg::text(&*self.facts),
            Arg::Blob(self.mapping.clone()),
        ]
    }
}

/// The id of the key or the person that asked.
pub(crate) fn key(actor: &Actor) -> Option<Word> {
    match actor {
        Actor::Key { id, .. } | Actor::Person { id, .. } => Some(id.clone()),
        Actor::Operator { .. } | Actor::System => None,
    }
}

/// Words, such as reason codes, as a JSON list.
pub(crate) fn json_list(words: &[Word]) -> String {
    let words: Vec<&str> = words.iter().map(Word::as_str).collect();
    serde_json::Value::from(words).to_string()
}

/// Counts as a JSON object with sorted keys.
pub(crate) fn found(found: &Found) -> String {
    let found: BTreeMap<&str, u32> = found.iter().map(|(kind, n)| (kind.as_str(), *n)).collect();
    serde_json::Value::from_iter(found).to_string()
}
