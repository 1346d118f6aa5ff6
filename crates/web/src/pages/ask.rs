//! `/ask`: the free question. It is the composer of one text box, closed until the practice switches it on; what is asked
//! takes the way of every task.

use anteroom_tasks::QUESTION;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;

use crate::edge::Edge;
use crate::page::Person;
use crate::pages::tasks;

pub(crate) async fn get(edge: State<Edge>, person: Person, query: RawQuery) -> Response {
    tasks::get(edge, person, Path(QUESTION.to_owned()), query).await
}
