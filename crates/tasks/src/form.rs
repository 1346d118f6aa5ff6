//! A filled form: what somebody typed, checked against the task's fields before anything is made of it.

use std::collections::BTreeMap;

use crate::guard::Guard;
use crate::task::{Field, Kind, Shape, Task};

/// A form that can be sent on. Holds what was typed: it has no `Debug`.
pub struct Form<'a> {
    pub(crate) task: &'a Task,
    values: Vec<(&'a Field, String)>,
}

/// Why a form cannot be used. Names fields, never what stands in them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// Something stands there that this task refuses.
    #[error("{field}: {}", guard.says())]
    Guarded {
        /// Where.
        field: String,
        /// What.
        guard: Guard,
    },
    /// A required field is empty.
    #[error("{field} is required")]
    Missing {
        /// Which.
        field: String,
    },
    /// A line does not hold what it must.
    #[error("{field}: {}", shape.says())]
    Misshaped {
        /// Which.
        field: String,
        /// What it must hold.
        shape: Shape,
    },
    /// Not one of the options.
    #[error("{field} must be one of: {options}")]
    NotAnOption {
        /// Which.
        field: String,
        /// What can be chosen.
        options: String,
    },
    /// A field of one line holds several.
    #[error("{field} must be one line")]
    SeveralLines {
        /// Which.
        field: String,
    },
    /// Too many characters.
    #[error("{field} has {is} characters; it may have {max}")]
    TooLong {
        /// Which.
        field: String,
        /// How many it has.
        is: usize,
        /// How many it may have.
        max: usize,
    },
    /// The task has no such field.
    #[error("this task has no field {field}")]
    Unknown {
        /// Its name as it was given.
        field: String,
    },
}

impl FormError {
    /// Stable code, such as `missing`, or the guard's.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            FormError::Guarded { guard, .. } => guard.code(),
            FormError::Misshaped { shape, .. } => shape.code(),
            FormError::Missing { .. } => "missing",
            FormError::NotAnOption { .. } => "not_an_option",
            FormError::SeveralLines { .. } => "several_lines",
            FormError::TooLong { .. } => "too_long",
            FormError::Unknown { .. } => "unknown_field",
        }
    }
}

impl<'a> Form<'a> {
    /// Checks what was typed, field by field. Spaces around a value do not count; an empty one is none.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the fields, so that nobody is asked twice.
    pub fn fill(task: &'a Task, typed: &BTreeMap<String, String>) -> Result<Self, Vec<FormError>> {
        let mut errors: Vec<FormError> = unknown(task, typed).collect();
        let mut values = Vec::with_capacity(task.fields.len());
        for field in &task.fields {
            match value(field, typed.get(&field.name)) {
                Ok(Some(value)) => values.push((field, value)),
                Ok(None) => {}
                Err(error) => errors.push(error),
            }
        }
        errors.extend(guarded(task, &values));
        match errors.is_empty() {
            true => Ok(Self { task, values }),
            false => Err(errors),
        }
    }

    /// What is filled in so far, whether or not it can be used: for showing what would be made of it.
    #[must_use]
    pub fn so_far(task: &'a Task, typed: &BTreeMap<String, String>) -> Self {
        let filled = task.fields.iter().filter_map(|field| {
            let value = value(field, typed.get(&field.name)).ok().flatten()?;
            Some((field, value))
        });
        Self {
            task,
            values: filled.collect(),
        }
    }

    /// The task it belongs to.
    #[must_use]
    pub fn task(&self) -> &'a Task {
        self.task
    }

    /// The code of the use case that it is of.
    #[must_use]
    pub fn use_case(&self) -> &str {
        self.task.use_case_by(|field| self.value(field))
    }

    /// The value of a field; none when it was left empty.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        let found = self.values.iter().find(|(field, _)| field.name == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Every filled field with its value, in the order of the form.
    pub fn values(&self) -> impl Iterator<Item = (&'a Field, &str)> {
        self.values
            .iter()
            .map(|(field, value)| (*field, value.as_str()))
    }

    /// The same form with another value in one field: a part of a long text.
    pub(crate) fn with(&self, name: &str, part: &str) -> Form<'a> {
        let values = self.values().map(|(field, value)| {
            let value = if field.name == name { part } else { value };
            (field, value.to_owned())
        });
        Form {
            task: self.task,
            values: values.collect(),
        }
    }
}

fn unknown(task: &Task, typed: &BTreeMap<String, String>) -> impl Iterator<Item = FormError> {
    let names = typed.keys().filter(|name| task.field(name).is_none());
    names.map(|name| FormError::Unknown {
        field: name.clone(),
    })
}

fn value(field: &Field, typed: Option<&String>) -> Result<Option<String>, FormError> {
    let typed = typed.map(|value| value.trim()).unwrap_or_default();
    let name = || field.name.clone();
    let value = match (typed, &field.default) {
        ("", Some(default)) => default,
        ("", None) if field.required => return Err(FormError::Missing { field: name() }),
        ("", None) => return Ok(None),
        (typed, _) => typed,
    };
    let is = value.chars().count();
    match field.kind {
        Kind::Choice if !field.options.iter().any(|option| option == value) => {
            Err(FormError::NotAnOption {
                field: name(),
                options: field.options.join(", "),
            })
        }
        Kind::Line if value.contains(['\n', '\r']) => {
            Err(FormError::SeveralLines { field: name() })
        }
        _ if is > field.max => Err(FormError::TooLong {
            field: name(),
            is,
            max: field.max,
        }),
        _ => match field.shape.filter(|shape| !shape.fits(value)) {
            Some(shape) => Err(FormError::Misshaped {
                field: name(),
                shape,
            }),
            None => Ok(Some(value.to_owned())),
        },
    }
}

fn guarded<'b>(
    task: &'b Task,
    values: &'b [(&Field, String)],
) -> impl Iterator<Item = FormError> + 'b {
    values.iter().flat_map(move |(field, value)| {
        let stopping = task.guards.iter().filter(move |guard| guard.stops(value));
        stopping.map(|guard| FormError::Guarded {
            field: field.name.clone(),
            guard: *guard,
        })
    })
}
