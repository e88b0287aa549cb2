declare module 'virtual:islands' {
  const addresses: { readonly page: string };
  export default addresses;
}
