;; What the postings of a question's terms add up to, as `term-search.ts` calls it. Made into bytes by wat2wasm (npm's `wabt`).
;; A posting is a document's number, shifted by eight bits, and how often the term stands there. A document's record: the sum of
;; what terms added (f64), how many terms it holds (u32), the last one counted (u32, from 1: a term counts once, in whatever fields).
(module
  (memory (import "store" "memory") 1)
  ;; $norms: f64 a document. $term: the number of the term whose postings these are.
  (func (export "add") (param $posting i32) (param $count i32) (param $norms i32) (param $records i32)
    (param $weight f64) (param $most f64) (param $term i32)
    (local $end i32) (local $bits i32) (local $record i32) (local $times f64)
    (local.set $end (i32.add (local.get $posting) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $each
        (br_if $done (i32.eq (local.get $posting) (local.get $end)))
        (local.set $bits (i32.load (local.get $posting)))
        (local.set $times (f64.convert_i32_u (i32.and (local.get $bits) (i32.const 255))))
        (local.set $bits (i32.shr_u (local.get $bits) (i32.const 8)))
        (local.set $record (i32.add (local.get $records) (i32.shl (local.get $bits) (i32.const 4))))
        (f64.store (local.get $record) (f64.add (f64.load (local.get $record)) (f64.mul (local.get $weight)
          (f64.div (f64.mul (local.get $times) (local.get $most)) (f64.add (local.get $times)
            (f64.load (i32.add (local.get $norms) (i32.shl (local.get $bits) (i32.const 3)))))))))
        (if (i32.ne (i32.load offset=12 (local.get $record)) (local.get $term)) (then
          (i32.store offset=12 (local.get $record) (local.get $term))
          (i32.store offset=8 (local.get $record) (i32.add (i32.load offset=8 (local.get $record)) (i32.const 1)))))
        (local.set $posting (i32.add (local.get $posting) (i32.const 4)))
        (br $each))))
  ;; The first document from $from on whose sum, times the terms it holds, is over $least; $to where there is none.
  (func (export "next") (param $records i32) (param $from i32) (param $to i32) (param $least f64) (result i32)
    (local $record i32)
    (local.set $record (i32.add (local.get $records) (i32.shl (local.get $from) (i32.const 4))))
    (block $done
      (loop $each
        (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
        (br_if $done (f64.gt (f64.mul (f64.load (local.get $record))
          (f64.convert_i32_u (i32.load offset=8 (local.get $record)))) (local.get $least)))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (local.set $record (i32.add (local.get $record) (i32.const 16)))
        (br $each)))
    (local.get $from)))
