//! Which connection a request goes through: the first one, by name, that lists the model.

use anteroom_store::{Connection, Snapshot};

use crate::refusal::{Cause, Refusal};
use crate::replacing::Replacing;
use crate::upstream::{self, Provider};

/// The way out for one request.
pub(crate) struct Route {
    pub(crate) connection: Connection,
    /// The model's id as the connection lists it: never the client's text.
    pub(crate) model: String,
    pub(crate) provider: &'static dyn Provider,
    pub(crate) replacing: Replacing,
}

/// Finds the way to a model.
///
/// # Errors
/// [`Cause::ModelUnknown`], or [`Cause::Internal`] for a connection to a kind of provider, or with a way of replacing, that this
/// version does not know.
pub(crate) fn find(snapshot: &Snapshot, model: &str) -> Result<Route, Refusal> {
    let lists = |connection: &&Connection| {
        connection
            .models
            .iter()
            .any(|listed| listed.as_str() == model)
    };
    let connection = snapshot.live().find(lists).ok_or(Cause::ModelUnknown)?;
    let listed = connection
        .models
        .iter()
        .find(|listed| listed.as_str() == model)
        .ok_or(Cause::ModelUnknown)?;
    let provider = upstream::named(connection.provider.as_str()).ok_or(Cause::Internal)?;
    let replacing = Replacing::named(connection.replacing.as_str()).ok_or(Cause::Internal)?;
    Ok(Route {
        connection: connection.clone(),
        model: listed.as_str().to_owned(),
        provider,
        replacing,
    })
}
