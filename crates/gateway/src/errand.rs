//! What is asked, by whom and through which service, where the practice keeps records of the connection.

use std::collections::BTreeSet;

use anteroom_office::standing::{Address, Grounds};
use anteroom_policy::{Circumstances, Errand, Found, PracticeKind, Task, UseCase};

use crate::decide::Question;
use crate::upstream;

/// What a request is for when neither it nor its key says: general text, through which no patient information goes.
const UNSAID: &str = "office_operations";

/// The records behind one request, and what is asked of the service.
pub(crate) struct Recorded {
    pub(crate) deployment: anteroom_policy::Deployment,
    pub(crate) errand: Errand,
}

/// Nothing for a connection that no service on file names: its approval speaks for it.
pub(crate) fn recorded(question: Question<'_>) -> Option<Recorded> {
    let Grounds {
        deployment,
        mut evidence,
        place,
    } = grounds(question)?;
    let use_case = use_case(question);
    let connection = &question.route.connection.name;
    evidence.compliance_reviewed &= question.standings.is_signed(use_case, connection);
    let user = question.asker.asking(use_case);
    Some(Recorded {
        deployment,
        errand: Errand {
            circumstances: Circumstances::default(),
            evidence,
            found: found(),
            output: use_case.output(),
            place,
            practice_kind: PracticeKind::General,
            states: BTreeSet::new(),
            task: Task {
                fields: BTreeSet::new(),
                protocol: None,
                use_case,
            },
            user,
        },
    })
}

/// What the records say of the address that the request would go to.
fn grounds(question: Question<'_>) -> Option<Grounds> {
    let connection = &question.route.connection;
    let url = upstream::endpoint(&connection.base_url, question.endpoint.path()).ok();
    let address = Address {
        host: connection.host.as_str(),
        port: url.as_ref().and_then(reqwest::Url::port),
        path: url.as_ref().map_or("", reqwest::Url::path),
    };
    question.standings.grounds(connection, &address)
}

/// What a request is for: by its own word, its key's, or general text.
pub(crate) fn use_case(question: Question<'_>) -> UseCase {
    question
        .use_case
        .or(question.asker.use_case)
        .or_else(|| UseCase::named(UNSAID))
        .unwrap_or(UseCase::UNLISTED)
}

/// The detector says nothing beyond the class of the text.
fn found() -> Found {
    Found {
        age_over_89: false,
        claimed_deidentified: false,
        derived_code: false,
        patient_records: 0,
        sensitive: BTreeSet::new(),
        small_zip: false,
    }
}
