//! What an import would record, worked out before anything is written.

use std::collections::BTreeSet;

use anteroom_store::NewEvidence;
use serde::Serialize;
use serde_json::{Value, json};

use super::ReadFile;
use super::fault::{Fault, without_quotes};
use super::merge::Merge;
use super::setup::{Entry, Setup};
use crate::desk::{Desk, Kept, Record};
use crate::error::OfficeError;
use crate::gate::{Exhibit, GateFile, GateKind};
use crate::id::Id;
use crate::incident::Drill;
use crate::profile::Profile;
use crate::risk::{Asset, Safeguard, Signature, Threat};
use crate::signoff::SignOff;
use crate::training::{Completion, Course, Person};
use crate::vendor::{Agreement, Claim, Deployment, Party};

/// Fields that name a record of another section.
const REFERENCES: [(&str, &str, &str); 7] = [
    ("vendor", "works_for", Party::SUBJECT),
    ("agreement", "party", Party::SUBJECT),
    ("deployment", "party", Party::SUBJECT),
    ("claim", "party", Party::SUBJECT),
    ("completion", "person", Person::SUBJECT),
    ("completion", "course", Course::SUBJECT),
    ("threat", "asset", Asset::SUBJECT),
];

/// Everything that an import would record.
pub struct Plan {
    /// What differs from what is on file, in order.
    pub steps: Vec<Step>,
    /// How many entries say what is on file already.
    pub unchanged: usize,
    records: Vec<NewEvidence>,
}

/// One record that would be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The kind of record.
    pub section: &'static str,
    /// Its id.
    pub id: Id,
    /// Whether there was none.
    pub is_new: bool,
}

impl Plan {
    /// Works out what differs. Nothing is written.
    ///
    /// # Errors
    /// At the first entry that cannot be used.
    pub async fn of(desk: &Desk, setup: &Setup, read: &ReadFile<'_>) -> Result<Plan, Fault> {
        let mut planning = Planning {
            merge: Merge { desk, read },
            plan: Plan {
                steps: Vec::new(),
                unchanged: 0,
                records: Vec::new(),
            },
            named: BTreeSet::new(),
        };
        for entry in &setup.entries {
            planning.entry(entry).await?;
        }
        Ok(planning.plan)
    }

    /// Writes all of it in one transaction, files too.
    ///
    /// # Errors
    /// When it cannot be written; then nothing was.
    pub async fn carry_out(self, desk: &Desk) -> Result<(), OfficeError> {
        Ok(desk.write_all(self.records).await?)
    }
}

/// A plan in the making.
struct Planning<'p> {
    merge: Merge<'p>,
    plan: Plan,
    /// What the file has named so far, by section.
    named: BTreeSet<(&'static str, Id)>,
}

impl Planning<'_> {
    async fn entry(&mut self, entry: &Entry) -> Result<(), Fault> {
        let id = entry.id()?;
        if !self.named.insert((entry.section, id.clone())) {
            return Err(entry.fault(&id, "is there twice; keep one of them"));
        }
        self.references(entry, &id).await?;
        let done = match entry.section {
            "profile" => self.step::<Profile>(entry, &id, json!({})).await,
            "vendor" => self.step::<Party>(entry, &id, json!({})).await,
            "agreement" => self.step::<Agreement>(entry, &id, no_agreement()).await,
            "deployment" => self.deployment(entry, &id).await,
            "claim" => self.step::<Claim>(entry, &id, json!({})).await,
            "person" => self.step::<Person>(entry, &id, json!({})).await,
            "course" => {
                let base = json!({ "roles": [], "pass_percent": 80 });
                self.step::<Course>(entry, &id, base).await
            }
            "completion" => self.step::<Completion>(entry, &id, json!({})).await,
            "asset" => {
                let base = json!({ "has_patient_information": true });
                self.step::<Asset>(entry, &id, base).await
            }
            "threat" => self.step::<Threat>(entry, &id, json!({})).await,
            "safeguard" => {
                let base = json!({ "specification": id });
                self.step::<Safeguard>(entry, &id, base).await
            }
            "risk_analysis" => self.step::<Signature>(entry, &id, json!({})).await,
            "drill" => self.step::<Drill>(entry, &id, json!({})).await,
            "gate" => self.gate(entry, &id).await,
            "sign_off" => self.step::<SignOff>(entry, &id, json!({})).await,
            _ => Err("is of a kind that cannot be imported".to_owned()),
        };
        done.map_err(|says| entry.fault(&id, &says))
    }

    /// Refuses an entry that names something of which neither the file nor the records know.
    async fn references(&self, entry: &Entry, id: &Id) -> Result<(), Fault> {
        let own = REFERENCES
            .iter()
            .filter(|(section, ..)| *section == entry.section);
        for (_, key, subject) in own {
            let Some(toml::Value::String(name)) = entry.table.get(*key) else {
                continue;
            };
            let other: Id = name
                .parse()
                .map_err(|error| entry.fault(id, &format!("key `{key}`: {error}")))?;
            let in_file = self.named.contains(&(*subject, other.clone()));
            if !in_file && !self.merge.desk.has(subject, &other).await? {
                let says =
                    format!("key `{key}`: there is no {subject} `{other}`; add it to the file");
                return Err(entry.fault(id, &says));
            }
        }
        Ok(())
    }

    async fn step<T: Record + PartialEq>(
        &mut self,
        entry: &Entry,
        id: &Id,
        base: Value,
    ) -> Result<(), String> {
        let kept = self.kept::<T>(id).await?;
        let record = self.laid(&entry.fields(), kept.as_ref(), base)?;
        self.keep(entry.section, id, kept, &record)
    }

    /// The newest record that is on file.
    async fn kept<T: Record>(&self, id: &Id) -> Result<Option<Kept<T>>, String> {
        let history = self.merge.desk.history::<T>(id).await;
        Ok(history.map_err(|error| error.to_string())?.pop())
    }

    /// The record as it will be: what the entry says, over what is on file.
    fn laid<T: Record>(
        &self,
        over: &toml::Table,
        kept: Option<&Kept<T>>,
        base: Value,
    ) -> Result<T, String> {
        let mut value = match kept {
            Some(kept) => serde_json::to_value(&kept.record).map_err(|error| error.to_string())?,
            None => base,
        };
        self.merge.lay(over, &mut value)?;
        read(over, value)
    }

    fn keep<T: Record + PartialEq>(
        &mut self,
        section: &'static str,
        id: &Id,
        kept: Option<Kept<T>>,
        record: &T,
    ) -> Result<(), String> {
        if kept.as_ref().is_some_and(|kept| kept.record == *record) {
            self.plan.unchanged += 1;
            return Ok(());
        }
        let revision = kept.as_ref().map_or(1, |kept| kept.revision + 1);
        let new = self.merge.desk.prepared(id, revision, record);
        let new = new.map_err(|error| error.to_string())?;
        self.plan.records.push(new);
        self.plan.steps.push(Step {
            section,
            id: id.clone(),
            is_new: kept.is_none(),
        });
        Ok(())
    }

    /// A service; a connection that is set up already must lead there.
    async fn deployment(&mut self, entry: &Entry, id: &Id) -> Result<(), String> {
        let kept = self.kept::<Deployment>(id).await?;
        let service = self.laid(&entry.fields(), kept.as_ref(), json!({}))?;
        let connections = self.merge.desk.store().connections().await;
        let connections = connections.map_err(|error| error.to_string())?;
        let mut live = connections.iter().filter(|one| one.revoked_at.is_none());
        let named = live.find(|one| Some(&one.name) == service.connection.as_ref());
        match named.filter(|one| !service.is_at(&one.host)) {
            Some(one) => Err(format!(
                "key `endpoint`: the connection {} leads to {}; write where it leads",
                one.name, one.host
            )),
            None => self.keep(entry.section, id, kept, &service),
        }
    }

    /// A gate: an owner, a day, roles that sign, and files. Approving is for somebody who looks.
    async fn gate(&mut self, entry: &Entry, id: &Id) -> Result<(), String> {
        let name = Value::from(id.as_str().replace('-', "_"));
        let kind = serde_json::from_value::<GateKind>(name);
        kind.map_err(|error| format!("key `name`: {error}").replace('_', "-"))?;
        let mut over = entry.fields();
        let files = over.remove("files");
        for key in ["approval", "exhibits", "waiver"] {
            if over.contains_key(key) {
                return Err(format!(
                    "key `{key}`: this cannot be imported; see anteroom gate --help"
                ));
            }
        }
        let kept = self.kept::<GateFile>(id).await?;
        let mut gate = self.laid(&over, kept.as_ref(), json!({ "exhibits": [] }))?;
        for path in paths(files)? {
            self.exhibit(&mut gate, &path)?;
        }
        self.keep(entry.section, id, kept, &gate)
    }

    /// Attaches a file, unless the gate has one of the same content.
    fn exhibit(&self, gate: &mut GateFile, path: &str) -> Result<(), String> {
        let known = gate.exhibits.iter().map(|one| &one.document);
        let document = self.merge.document(path, known)?;
        if gate.exhibits.iter().all(|one| one.document != document) {
            gate.exhibits.push(Exhibit {
                document,
                on: self.merge.desk.today(),
                note: None,
            });
        }
        Ok(())
    }
}

fn paths(files: Option<toml::Value>) -> Result<Vec<String>, String> {
    match files {
        None => Ok(Vec::new()),
        Some(files) => files
            .try_into()
            .map_err(|_| "key `files`: write a list of paths".to_owned()),
    }
}

fn no_agreement() -> Value {
    let scope = json!({ "products": [], "endpoints": [], "regions": [] });
    json!({ "scope": scope, "signed_by_both": false, "elements": {} })
}

/// Reads the record. A key at fault is found by leaving one key after the other out.
fn read<T: Record>(over: &toml::Table, value: Value) -> Result<T, String> {
    let Err(error) = serde_json::from_value::<T>(value.clone()) else {
        return serde_json::from_value(value).map_err(|error| error.to_string());
    };
    let message = error.to_string();
    let says = without_quotes(&message);
    if message.contains(" field `") {
        return Err(says);
    }
    let culprit = over.keys().find(|key| {
        let mut without = value.clone();
        if let Value::Object(fields) = &mut without {
            fields.remove(key.as_str());
        }
        let error = serde_json::from_value::<T>(without).err();
        error.is_none_or(|error| error.to_string() != message)
    });
    Err(match culprit {
        Some(key) => format!("key `{key}`: {says}"),
        None => says,
    })
}

impl Entry {
    /// The id that it gives, or that its section takes from another key.
    fn id(&self) -> Result<Id, Fault> {
        let key = self.key();
        let fault = |says: String| Fault {
            line: Some(self.line),
            entry: self.section.to_owned(),
            says,
        };
        let Some(toml::Value::String(text)) = self.table.get(key) else {
            return Err(fault(format!(
                "missing key `{key}`; write `{key} = \"...\"`"
            )));
        };
        text.parse()
            .map_err(|error| fault(format!("key `{key}`: {error}")))
    }

    /// The key that holds the id.
    fn key(&self) -> &'static str {
        match self.section {
            "gate" => "name",
            _ => "id",
        }
    }

    /// What it says of the record.
    fn fields(&self) -> toml::Table {
        let mut fields = self.table.clone();
        fields.remove(self.key());
        fields
    }

    fn fault(&self, id: &Id, says: &str) -> Fault {
        Fault {
            line: Some(self.line),
            entry: format!("{} {id}", self.section),
            says: says.to_owned(),
        }
    }
}
