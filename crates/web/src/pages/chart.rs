//! What a task never takes: an export of a chart, or a list of patients. The gateway refuses it as well, for everybody.

use std::collections::BTreeMap;

use anteroom_tasks::{Manner, Task};

/// The fields that hold one, with what to do. What a task fills in on this computer is not sent, and not looked at.
pub(crate) fn refused(task: &Task, typed: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let fields = task.fields.iter().filter(|_| task.manner == Manner::Write);
    let refused = fields.filter_map(|field| {
        let export = anteroom_intake::recognize(typed.get(&field.name)?)?;
        let says = format!(
            "{}: this looks like {}: it has {}. Anteroom never sends those. Paste only the lines that this task needs.",
            field.label,
            export.plain(),
            export.sign()
        );
        Some((field.name.clone(), says))
    });
    refused.collect()
}
