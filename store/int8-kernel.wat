;; Cosines of a query with rows of int8, as `int8-kernel.ts` calls it. Made into bytes by wat2wasm (npm's `wabt`).
(module
  (memory (export "memory") 1)
  ;; $query: float32, $rows: int8, $out: float32 a row; $width a multiple of 16.
  (func (export "cosines") (param $query i32) (param $rows i32) (param $count i32) (param $width i32) (param $out i32)
    (local $i i32) (local $bytes v128) (local $low v128) (local $high v128)
    (local $a v128) (local $b v128) (local $square v128) (local $product f32)
    (block $done
      (loop $row
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $i (i32.const 0))
        (local.set $a (v128.const f32x4 0 0 0 0))
        (local.set $b (v128.const f32x4 0 0 0 0))
        (local.set $square (v128.const i32x4 0 0 0 0))
        (loop $sixteen
          (local.set $bytes (v128.load (i32.add (local.get $rows) (local.get $i))))
          (local.set $low (i16x8.extend_low_i8x16_s (local.get $bytes)))
          (local.set $high (i16x8.extend_high_i8x16_s (local.get $bytes)))
          (local.set $square (i32x4.add (local.get $square) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $low) (local.get $low))
            (i32x4.dot_i16x8_s (local.get $high) (local.get $high)))))
          (local.set $a (f32x4.add (local.get $a) (f32x4.add
            (f32x4.mul (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $low)))
              (v128.load (i32.add (local.get $query) (i32.shl (local.get $i) (i32.const 2)))))
            (f32x4.mul (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $low)))
              (v128.load offset=16 (i32.add (local.get $query) (i32.shl (local.get $i) (i32.const 2))))))))
          (local.set $b (f32x4.add (local.get $b) (f32x4.add
            (f32x4.mul (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $high)))
              (v128.load offset=32 (i32.add (local.get $query) (i32.shl (local.get $i) (i32.const 2)))))
            (f32x4.mul (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $high)))
              (v128.load offset=48 (i32.add (local.get $query) (i32.shl (local.get $i) (i32.const 2))))))))
          (local.set $i (i32.add (local.get $i) (i32.const 16)))
          (br_if $sixteen (i32.lt_u (local.get $i) (local.get $width))))
        (local.set $a (f32x4.add (local.get $a) (local.get $b)))
        (local.set $product (f32.add
          (f32.add (f32x4.extract_lane 0 (local.get $a)) (f32x4.extract_lane 1 (local.get $a)))
          (f32.add (f32x4.extract_lane 2 (local.get $a)) (f32x4.extract_lane 3 (local.get $a)))))
        (local.set $i (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $square)) (i32x4.extract_lane 1 (local.get $square)))
          (i32.add (i32x4.extract_lane 2 (local.get $square)) (i32x4.extract_lane 3 (local.get $square)))))
        ;; A row of zeros is like nothing.
        (f32.store (local.get $out) (f32.div (local.get $product)
          (select (f32.sqrt (f32.convert_i32_s (local.get $i))) (f32.const 1) (local.get $i))))
        (local.set $rows (i32.add (local.get $rows) (local.get $width)))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $row)))))
