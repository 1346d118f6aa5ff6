//! Puts facts into Cedar's words: a caller, a connection, and what was asked.
//!
//! This is the hot path, so the type names are parsed once and nothing is checked against the schema here; a test
//! checks that what is built for every kind of facts conforms to it. Neighbours: `facts.rs` for the meaning of each
//! field, `schema.cedarschema` for its type.

use std::collections::{HashMap, HashSet};

use cedar_policy::{
    Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression,
};
use jiff::Timestamp;

use crate::facts::{Approval, Connection, Deployment, Facts};
use crate::ladder::Action;
use crate::zone::Zones;

/// The type names of the schema, ready to use.
#[derive(Clone, Debug)]
pub(crate) struct Types {
    actions: [EntityUid; 3],
    approved_for: EntityTypeName,
    caller: EntityTypeName,
    connection: EntityTypeName,
    deployment_kind: EntityTypeName,
    export: EntityTypeName,
    host: EntityTypeName,
    phi: EntityTypeName,
    training_use: EntityTypeName,
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

impl Types {
    pub(crate) fn new() -> Result<Types, Unaskable> {
        let action = name("Action")?;
        Ok(Types {
            actions: Action::LADDER.map(|step| uid(&action, step.code())),
            approved_for: name("ApprovedFor")?,
            caller: name("Caller")?,
            connection: name("Connection")?,
            deployment_kind: name("DeploymentKind")?,
            export: name("Export")?,
            host: name("Host")?,
            phi: name("Phi")?,
            training_use: name("TrainingUse")?,
        })
    }

    /// The action of a step.
    pub(crate) fn action(&self, step: Action) -> &EntityUid {
        let [as_written, deidentified, reviewed] = &self.actions;
        match step {
            Action::SendAsWritten => as_written,
            Action::SendDeidentified => deidentified,
            Action::SendReviewed => reviewed,
        }
    }

    /// The question that these facts raise at this moment.
    pub(crate) fn question(
        &self,
        facts: &Facts,
        zones: &Zones,
        now: Timestamp,
    ) -> Result<Question, Unaskable> {
        let principal = uid(&self.caller, &facts.caller.id);
        let resource = uid(&self.connection, &facts.connection.id);
        let caller = entity(&principal, [("active", truth(facts.caller.active))])?;
        let connection = entity(
            &resource,
            self.connection(&facts.connection, &facts.practice.state, zones)?,
        )?;
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
        let content = record([
            ("export", word(&self.export, export.code())),
            ("phi", word(&self.phi, phi.code())),
        ])?;
        let practice = record([
            ("incident_hold", truth(facts.practice.incident_hold)),
            (
                "state",
                RestrictedExpression::new_string(facts.practice.state.clone()),
            ),
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
        ];
        if let Some(approval) = &connection.approval {
            pairs.push(("approval", self.approval(approval, state, zones)?));
        }
        Ok(pairs)
    }

    fn deployment(&self, deployment: Deployment) -> Result<RestrictedExpression, Unaskable> {
        record([
            ("host", word(&self.host, deployment.host.code())),
            ("kind", word(&self.deployment_kind, deployment.kind.code())),
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
            (
                "approved_for",
                word(&self.approved_for, approval.approved_for.code()),
            ),
            ("approver_named", truth(named)),
            ("revoked", truth(approval.revoked)),
            (
                "training_use",
                word(&self.training_use, approval.training_use.code()),
            ),
        ])
    }
}

impl Question {
    /// The request for one step of the ladder.
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

fn truth(value: bool) -> RestrictedExpression {
    RestrictedExpression::new_bool(value)
}

fn word(of: &EntityTypeName, code: &str) -> RestrictedExpression {
    RestrictedExpression::new_entity_uid(uid(of, code))
}

/// Whole milliseconds, the unit of the schema's `Moment`. Ends of days are whole seconds, so rounding changes no
/// comparison with them.
fn moment(at: Timestamp) -> RestrictedExpression {
    RestrictedExpression::new_long(at.as_millisecond())
}
