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
//   - Has a task not been asked for very long? One turn of 32 is for it, and more
//     where the model fails, so that what is believed can be proved wrong.
//   - Is a first look due, or worth more than anything else? Every task is asked
//     once before long: [firstLook].
//   - Which task has most likely ended? That is [urgency], from [lifetimes], the
//     run times seen so far: of the time since a task was last known to run, how
//     many tasks have ended at that age.
//
// # The first look
//
// The tasks that were not looked at stand in [spans], between two that were. A
// look takes the middle of a span, and each answer tells what its neighbors are
// like:
//
//	            ended   ended                    waits           waits
//	list   ...----|-------|------------------------|---------------|----
//	         all have      the border, by halves       none has started,
//	         ended, look                               look when it is due
//
// A look is worth what looks in spans of its kind have brought of late. Each task
// brings one turn for its first look and a part of one for others, so that all
// were looked at in little more turns than there are tasks, at any rate; where
// many tasks end, others have more ([Schedule.firstShare]).
//
// # The queue model
//
// In a queue that k workers work off in order, a task starts whenever another
// one ends. So an end that is found tells when the next task started, which
// stands right behind those that have started, or before them where the queue is
// worked off backwards ([presumptions]). It is presumed to run from then on and
// asked when it has likely ended; starts need not be asked for at all. Nobody
// counts k: it is how many tasks run or are presumed to.
//
// The model earns its place. Each answer about a task that was presumed to run
// is a test of it, and what a presumption is worth is the part of those of late
// that were right. A start that nothing told of makes its neighbor presumed to
// run, too, for several may have started; an end found later that explains such a
// start presumes nothing. A task that has started before the end that is taken to
// have made room for it hands that end on, unless it has started before the one
// that handed it on: then that was the wrong way. And what stands right before a task that has
// started is presumed to have started as well, if nobody saw it wait after that. Starts
// are looked for only as far as ends have not told of them ([Schedule.doubt]), by how
// often tasks in a place were found to have started ([class], [hazards]).
//
// # Searches
//
// Where it is known where a task is to bring its folder, one search tells about
// a hundred tasks whether they have arrived ([scout]):
//
//	located --search--> astray or unfound --search--> arrived --check--> ended
//	                       |          ^                  |
//	                       v          |                  v
//	          suspect, if most around it have arrived   running after all: not searched for any more
//
// All are searched for once when they are new. From then on a search is made when
// it is expected to show more ends than a check, and for at most a fifth of the
// requests. Both are expected from the same run times; what a search has shown so
// far, against what was expected of it, is what it is worth. That takes care of an
// index that is behind or misses tasks.
package schedule
