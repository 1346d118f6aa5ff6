//! Document memory: who is the same person, and where else that person is mentioned.
//!
//! Two steps around `resolve`. Before it, [`recall`] looks for every part of the names that were found (and of the
//! people on the practice's roster) in all texts of the request, so that a name found once is found everywhere. After
//! it, [`link`] gives the finds of one person the same [`PersonId`](crate::PersonId) and role: "Tamsin Okonjo",
//! "Ms. Okonjo", "T. Okonjo", "OKONJO, TAMSIN" and "Tamsin's" are one. Both walk the texts once. Last, [`presume`] says
//! who the patient is when nobody does.

mod identifier;
mod link;
mod memory;
mod mention;
mod presume;
mod recall;

pub(crate) use link::link;
pub(crate) use presume::presume;
pub(crate) use recall::recall;
