//! What there is to ask: the schema, and the kinds of question, as the prover knows them.

use anteroom_policy::{Action, Book, Subject};
use cedar_policy::{RequestEnv, Schema};

/// Further facts of a request that statements may speak of: values that are anything at all.
const SPARE: &str = "type Asked = {
  added: Bool,
  worse_lanes: Set<Lane>,
  worse_moment: Moment,";

/// Names of the further facts, which no real request has.
pub(crate) const SPARE_NAMES: [&str; 3] = ["added", "worse_lanes", "worse_moment"];

/// The schema with the further facts.
pub(crate) fn schema() -> Option<Schema> {
    let text = Book::SCHEMA.replace("type Asked = {", SPARE);
    let (schema, _) = Schema::from_cedarschema_str(&text).ok()?;
    Some(schema)
}

/// All requests of one kind about one action.
pub(crate) fn requests(subject: Subject, action: Action) -> Option<RequestEnv> {
    Some(RequestEnv::new(
        subject.asker().parse().ok()?,
        format!("Action::\"{}\"", action.code()).parse().ok()?,
        subject.type_name().parse().ok()?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_question_about_every_action_is_in_the_schema() {
        let schema = schema().unwrap();
        let known: Vec<_> = schema.request_envs().collect();
        for subject in Subject::ALL {
            for action in Action::ALL {
                assert!(known.contains(&requests(subject, action).unwrap()));
            }
        }
    }
}
