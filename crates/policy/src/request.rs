//! Puts facts into Cedar's words: a caller, a connection, and what was asked.
//!
//! This is the hot path, so the type names are parsed once and nothing is checked against the schema here; a test
//! checks that what is built for every kind of facts conforms to it. Neighbours: `facts.rs` for the meaning of each
//! field, `schema.cedarschema` for its type, `request/errand.rs` for errands and their evidence.

use std::collections::{HashMap, HashSet};

use cedar_policy::{
    Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression,
};
use jiff::Timestamp;

use crate::errand::UseCase;
use crate::facts::{Approval, Connection, Deployment, Facts};
use crate::ladder::Action;
use crate::words::content::{Nature, Sensitive};
use crate::words::evidence::{BaaStatus, Region, RiskStatus, Standing};
use crate::words::output::{Audience, Medium, Reviewed};
use crate::words::people::{Lane, PracticeKind, Role, Training};
use crate::words::{ApprovedFor, DeploymentKind, Export, Host, Phi, TrainingUse, Word};
use crate::zone::Zones;

mod errand;

/// The type names of the schema, ready to use.
#[derive(Clone, Debug)]
pub(crate) struct Types {
    actions: HashMap<Action, EntityUid>,
    names: HashMap<&'static str, EntityTypeName>,
}

/// One question, ready to be asked for each step of the ladder.
pub(crate) struct Question {
    principal: EntityUid,
    resource: EntityUid,
    context: Context,
    /// The caller and the connection with what is known about them.
    pub(crate) entities: Entities,
}

/// Facts that cannot be put into Cedar's words. Carries nothing: the facts stay out of errors.
#[derive(Debug)]
pub(crate) struct Unaskable;

/// The types of callers, connections and of the words that stand in facts.
const NAMES: [&str; 24] = [
    ApprovedFor::TYPE,
    Audience::TYPE,
    BaaStatus::TYPE,
    CALLER,
    CONNECTION,
    DeploymentKind::TYPE,
    ERRAND,
    Export::TYPE,
    Host::TYPE,
    Lane::TYPE,
    Medium::TYPE,
    Nature::TYPE,
    Phi::TYPE,
    PracticeKind::TYPE,
    Region::TYPE,
    Reviewed::TYPE,
    RiskStatus::TYPE,
    Role::TYPE,
    Sensitive::TYPE,
    Standing::TYPE,
    Training::TYPE,
    TrainingUse::TYPE,
    USER,
    UseCase::TYPE,
];

const CALLER: &str = "Caller";
const CONNECTION: &str = "Connection";
const ERRAND: &str = "Errand";
const USER: &str = "User";

impl Types {
    pub(crate) fn new() -> Result<Types, Unaskable> {
        let action = name("Action")?;
        let actions = Action::ALL
            .into_iter()
            .map(|step| (step, uid(&action, step.code())));
        let names = NAMES.map(|of| name(of).map(|known| (of, known)));
        Ok(Types {
            actions: actions.collect(),
            names: names.into_iter().collect::<Result<_, _>>()?,
        })
    }

    /// The action with this name in the schema.
    pub(crate) fn action(&self, step: Action) -> Result<&EntityUid, Unaskable> {
        self.actions.get(&step).ok_or(Unaskable)
    }

    /// What the schema calls a thing of this type with this id.
    fn uid(&self, of: &str, id: &str) -> Result<EntityUid, Unaskable> {
        self.names
            .get(of)
            .map(|known| uid(known, id))
            .ok_or(Unaskable)
    }

    /// A word as the rules see it.
    fn word<W: Word>(&self, word: W) -> Result<RestrictedExpression, Unaskable> {
        self.uid(W::TYPE, word.word())
            .map(RestrictedExpression::new_entity_uid)
    }

    /// Words as the rules see them.
    fn words<W: Word>(
        &self,
        words: impl IntoIterator<Item = W>,
    ) -> Result<RestrictedExpression, Unaskable> {
        let words: Result<Vec<_>, _> = words.into_iter().map(|word| self.word(word)).collect();
        words.map(RestrictedExpression::new_set)
    }

    /// The question that these facts raise at this moment.
    pub(crate) fn question(
        &self,
        facts: &Facts,
        zones: &Zones,
        now: Timestamp,
    ) -> Result<Question, Unaskable> {
        let (who, place) = match &facts.errand {
            Some(_) => (USER, ERRAND),
            None => (CALLER, CONNECTION),
        };
        let principal = self.uid(who, &facts.caller.id)?;
        let resource = self.uid(place, &facts.connection.id)?;
        let (asking, asked) = match &facts.errand {
            Some(errand) => (
                self.user(facts, errand)?,
                self.errand(facts, errand, zones)?,
            ),
            None => (
                vec![("active", truth(facts.caller.active))],
                self.connection(&facts.connection, &facts.practice.state, zones)?,
            ),
        };
        let caller = entity(&principal, asking)?;
        let connection = entity(&resource, asked)?;
        let entities =
            Entities::from_entities([caller, connection], None).map_err(|_| Unaskable)?;
        let context = self.context(facts, now)?;
        Ok(Question {
            principal,
            resource,
            context,
            entities,
        })
    }

    fn context(&self, facts: &Facts, now: Timestamp) -> Result<Context, Unaskable> {
        let (export, phi) = facts.content.class();
        let content = record([("export", self.word(export)?), ("phi", self.word(phi)?)])?;
        let practice = record([
            (
                "highest_level",
                RestrictedExpression::new_long(highest_level(facts.practice.lowered_to)),
            ),
            ("incident_hold", truth(facts.practice.incident_hold)),
            (
                "state",
                RestrictedExpression::new_string(facts.practice.state.clone()),
            ),
            ("states", states(facts)),
        ])?;
        let pairs = [
            ("content", content),
            ("now", moment(now)),
            ("practice", practice),
        ];
        Context::from_pairs(pairs.map(|(key, value)| (key.to_owned(), value)))
            .map_err(|_| Unaskable)
    }

    fn connection(
        &self,
        connection: &Connection,
        state: &str,
        zones: &Zones,
    ) -> Result<Vec<Pair>, Unaskable> {
        let mut pairs = vec![
            ("deployment", self.deployment(connection.deployment)?),
            ("paused", truth(connection.paused)),
            ("recipient_known", truth(connection.recipient_known)),
        ];
        if let Some(approval) = &connection.approval {
            pairs.push(("approval", self.approval(approval, state, zones)?));
        }
        Ok(pairs)
    }

    fn deployment(&self, deployment: Deployment) -> Result<RestrictedExpression, Unaskable> {
        record([
            ("host", self.word(deployment.host)?),
            ("kind", self.word(deployment.kind)?),
        ])
    }

    fn approval(
        &self,
        approval: &Approval,
        state: &str,
        zones: &Zones,
    ) -> Result<RestrictedExpression, Unaskable> {
        let ends = zones.end_of_day(state, approval.agreement_until);
        let named = approval
            .approved_by
            .as_deref()
            .is_some_and(|name| !name.trim().is_empty());
        record([
            ("agreement_ends", moment(ends)),
            ("approved_for", self.word(approval.approved_for)?),
            ("approver_named", truth(named)),
            ("revoked", truth(approval.revoked)),
            ("training_use", self.word(approval.training_use)?),
        ])
    }
}

impl Question {
    /// The request for one action.
    pub(crate) fn ask(&self, action: &EntityUid) -> Result<Request, Unaskable> {
        Request::new(
            self.principal.clone(),
            action.clone(),
            self.resource.clone(),
            self.context.clone(),
            None,
        )
        .map_err(|_| Unaskable)
    }
}

type Pair = (&'static str, RestrictedExpression);

fn name(text: &str) -> Result<EntityTypeName, Unaskable> {
    text.parse().map_err(|_| Unaskable)
}

fn uid(of: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(of.clone(), EntityId::new(id))
}

fn entity(uid: &EntityUid, pairs: impl IntoIterator<Item = Pair>) -> Result<Entity, Unaskable> {
    let attributes: HashMap<_, _> = pairs
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    Entity::new(uid.clone(), attributes, HashSet::new()).map_err(|_| Unaskable)
}

fn record<const N: usize>(pairs: [Pair; N]) -> Result<RestrictedExpression, Unaskable> {
    RestrictedExpression::new_record(pairs.map(|(key, value)| (key.to_owned(), value)))
        .map_err(|_| Unaskable)
}

/// The states and territories whose law counts.
fn states(facts: &Facts) -> RestrictedExpression {
    let all = facts.states().map(str::to_owned);
    RestrictedExpression::new_set(all.map(RestrictedExpression::new_string))
}

fn truth(value: bool) -> RestrictedExpression {
    RestrictedExpression::new_bool(value)
}

/// The highest level that may be used, by hand; 3 is the highest there is.
fn highest_level(lowered_to: Option<u8>) -> i64 {
    lowered_to.map_or(3, i64::from)
}

/// Whole milliseconds, the unit of the schema's `Moment`. Ends of days are whole seconds, so rounding changes no
/// comparison with them.
fn moment(at: Timestamp) -> RestrictedExpression {
    RestrictedExpression::new_long(at.as_millisecond())
}
