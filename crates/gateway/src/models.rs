//! The models that a practice's connections offer, as cards that both client families read.
//!
//! The list is the practice's own; no provider is asked. Mistral's clients demand `type` and `capabilities`.

use anteroom_store::{Connection, Snapshot};
use bytes::Bytes;
use serde_json::{Value, json};

/// All models, each once, in the order in which requests look for them.
pub(crate) fn list(snapshot: &Snapshot) -> Bytes {
    let mut cards: Vec<Value> = Vec::new();
    for (connection, model) in offered(snapshot) {
        if cards
            .iter()
            .all(|card| card.get("id").and_then(Value::as_str) != Some(model))
        {
            cards.push(card(connection, model));
        }
    }
    Bytes::from(json!({"object": "list", "data": cards}).to_string())
}

/// One model's card.
pub(crate) fn one(snapshot: &Snapshot, id: &str) -> Option<Bytes> {
    let (connection, model) = offered(snapshot).find(|(_, model)| *model == id)?;
    Some(Bytes::from(card(connection, model).to_string()))
}

fn offered(snapshot: &Snapshot) -> impl Iterator<Item = (&Connection, &str)> {
    snapshot.live().flat_map(|connection| {
        connection
            .models
            .iter()
            .map(move |model| (connection, model.as_str()))
    })
}

fn card(connection: &Connection, model: &str) -> Value {
    json!({
        "id": model,
        "object": "model",
        "created": connection.added_at.0.div_euclid(1_000_000),
        "owned_by": connection.provider.as_str(),
        "name": model,
        "type": "base",
        "aliases": [],
        "capabilities": {
            "completion_chat": true,
            "completion_fim": false,
            "fine_tuning": false,
            "function_calling": true,
            "vision": false,
        },
    })
}
