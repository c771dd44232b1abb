// Package schedule decides which task to ask next. It is pure: time is passed
// in, and it knows of a task only its phase, its place in the queue, and when it
// started and ended as far as HubSpot has told.
//
//	         Add                Answer: waiting             Answer: running
//	task ---------> unasked ----------------------> waiting ----------------> running
//	                   |                              |  ^                      |
//	                   |    another one has ended     |  | Answer: waiting      |
//	                   +----------------------------> presumed to run           |
//	                                                     |                      |
//	                                 Answer: running, or Ended                Ended
//
// Three questions are answered in this order for each turn:
//
//   - Has a task not been asked for very long? One turn of 128 is for it, and
//     more where the model fails, so that what is believed can be proved wrong.
//   - Is a first look due, or worth more than anything else? Every task is asked
//     once before long: [firstLook].
//   - Which task has most likely ended? That is [urgency], from [lifetimes], the
//     run times seen so far: of the time since a task was last known to run, how
//     many tasks have ended at that age.
//
// # The first look
//
// Tasks without a look form [spans] between two tasks with one. A look takes the
// middle of a span, and each answer tells what its neighbors are like:
//
//	            ended   ended                    waits           waits
//	list   ...----|-------|------------------------|---------------|----
//	         all have      the border, by halves       none has started,
//	         ended, look                               look when it is due
//
// A look is worth what looks in spans of its kind have recently found. Looks go
// out at once as long as they may find tasks that have ended, so not between two
// that run ([Schedule.NextFirst]). Each task brings one turn for its first look
// and a fraction of one for others, so that all first looks take little more
// turns than there are tasks; if many tasks end, others get more turns
// ([Schedule.firstShare]).
//
// # The queue model
//
// If k workers process a queue in order, a task starts whenever another one ends.
// So an end tells when the next task started, which is right behind those that
// have started, or before them if the queue is processed backwards
// ([presumptions]). It is presumed to run from then on, and checked when it has
// likely ended; nobody needs to ask for starts. k is not counted: it is how many
// tasks run or are presumed to.
//
// The model has to prove itself. Each answer about a task presumed to run tests
// it, and a presumption is worth the fraction of recent ones that were right. If a
// task has started and no end explains it, its neighbor is presumed to run too,
// because several may have started; an end found later that explains the start
// leads to no presumption. If a task started before the end that is thought to
// have made room for it, that end is passed on, unless the task started before
// the one that passed it on: then that was the wrong direction. The task right
// before one that has started is presumed to have started as well, if nobody saw
// it wait after that. Starts are only looked for as far as ends have not revealed
// them ([Schedule.doubt]), by how often tasks in a place were found to have
// started ([class], [hazards]).
//
// # Searches
//
// If it is known where a task moves its folder, one search tells for a hundred
// tasks whether they have arrived ([scout]):
//
//	located --search--> astray or unfound --search--> arrived --check--> ended
//	                       |          ^                  |
//	                       v          |                  v
//	          suspect, if most around it have arrived   running after all: not searched for any more
//
// All are searched for once when they are new. From then on a search is made if it
// is expected to find more ends than a check, and for at most a fifth of the
// requests. Both expectations come from the same run times; a search is weighted
// by how well earlier ones met theirs, which accounts for an index that lags
// behind or misses tasks.
package schedule
