//! The endpoints, one file each: extract, call one thing of the gateway, turn into a response.

pub(crate) mod chat;
pub(crate) mod embeddings;
pub(crate) mod health;
pub(crate) mod models;
